import { type Invariant, instant } from './invariant.ts';
import { type OpenDecision, openDecisions } from './open-decisions.ts';

/** How an accepted decision about a size may end. */
const OUTCOMES: ReadonlySet<unknown> = new Set([
  'settled',
  'overruled',
  'superseded',
  'stopped-by-switch',
  'no-capacity',
  'quota',
  'launch-failed',
  'unhealthy',
  'call-failed',
]);

/** Each accepted decision ends once, in time, in a way that is told. */
export const accounting: Invariant = {
  id: 'S18',
  claim:
    'every accepted decision comes to one known outcome, is superseded or is recorded as blocked, before its backstop; and every outcome belongs to a decision',
  watch: (blueprint) => {
    const decisions = openDecisions(blueprint);
    const accepted = new Set<string>();
    const ended = new Set<string>();
    return (seen) => {
      decisions.learn(seen);
      if (seen.kind === 'beat') return unended(decisions.overdue(seen.atMs));
      if (seen.kind === 'decision') accepted.add(`${seen.tierId}-${seen.version}-${seen.attempt}`);
      if (seen.kind !== 'execution-end' || seen.actor.workflow !== 'scale-tier') return null;
      const { name, input } = seen.actor;
      const intent = `${input['tierId']}-${input['targetVersion']}-${input['attempt']}`;
      if (!accepted.has(intent)) return `${name} ended for a decision that was never recorded`;
      if (ended.has(intent)) return `${name} ended for a decision that had come to its end`;
      ended.add(intent);
      const { outcome } = (seen.output ?? {}) as { readonly outcome?: unknown };
      // A failed execution leaves its decision open: the next attempt takes it up.
      if (seen.status !== 'SUCCEEDED' || OUTCOMES.has(outcome)) return null;
      return `${name} ended as ${JSON.stringify(outcome)}, which is no outcome`;
    };
  },
};

const unended = (decision: OpenDecision | undefined): string | null =>
  decision === undefined
    ? null
    : `version ${decision.version} of tier ${decision.tierId}, attempt ${decision.attempt}, which was decided at ${instant(decision.atMs)}, has come to no end`;
