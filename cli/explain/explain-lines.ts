import * as z from 'zod';
import type { RecordedDecision, RecordedOutcome } from '../../functions/ports/decision-trail.ts';
import { decimal, duration, hoursAndMinutes } from '../report/format.ts';
import { type InstantText, instantText } from './instant-text.ts';

/** What `decideScale` records of a decision; older records may lack some of it. */
const inputs = z.object({
  load: z.number().nullable().optional(),
  desired: z.number().optional(),
  ready: z.number().optional(),
  pending: z.number().optional(),
  current: z.number().optional(),
  fedMinutes: z.number().optional(),
  want: z.number().optional(),
  wantReason: z.string().optional(),
  figures: z.record(z.string(), z.number()).optional(),
  rails: z.array(z.object({ rail: z.string(), size: z.number(), text: z.string() })).optional(),
  shadow: z.object({ policy: z.string(), size: z.number(), text: z.string() }).optional(),
  event: z
    .object({ name: z.string(), size: z.number(), start: z.string(), end: z.string(), bootMinutes: z.number() })
    .optional(),
  targetVersion: z.number().optional(),
});
type Inputs = z.output<typeof inputs>;

export interface Explained {
  readonly tierId: string;
  /** The people's, whose clock stands beside UTC; null: it is not known. */
  readonly timeZone: string | null;
  /** The instant that was asked for. */
  readonly atMs: number;
  readonly decision: RecordedDecision;
  /** The one after it. */
  readonly next: RecordedDecision | null;
  readonly outcomes: readonly RecordedOutcome[];
}

/** A recorded decision in an operator's order: what, from what, what was wanted, what limited it, what came of it. */
export const explainLines = (explained: Explained): string[] => {
  const { tierId, decision } = explained;
  const parsed = inputs.safeParse(decision.inputs);
  const seen: Inputs = parsed.success ? parsed.data : {};
  const at = instantText(explained.timeZone);
  return [
    `tier ${tierId}, decided at ${at(decision.atMs)}, switch ${decision.mode}`,
    ...askedLines(explained, at),
    row('decision', `${decision.action} (${decision.reason})`),
    row('in words', decision.text),
    ...(parsed.success ? [] : [row('inputs', 'recorded in a form that this version does not know')]),
    ...inputLines(seen),
    ...figureLines(seen.figures),
    ...(seen.event === undefined ? [] : [row('event', eventOf(seen.event, at))]),
    ...railLines(seen.rails),
    ...(seen.shadow === undefined ? [] : [row('shadow', `${seen.shadow.policy}, without effect: ${seen.shadow.text}`)]),
    row('outcome', outcomeOf(explained, seen.targetVersion, at)),
  ];
};

/** A minute is one sweep: the decision is of that very one. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Where the record is older than what was asked for, how that comes. */
const askedLines = ({ atMs, decision, next }: Explained, at: InstantText): string[] => {
  const laterMs = atMs - decision.atMs;
  if (laterMs < MINUTE_MS) return [];
  const why =
    next === null && laterMs > HOUR_MS + MINUTE_MS
      ? 'nothing was recorded since, though something is at least once an hour'
      : 'a hold is recorded when its reason changes, and once an hour';
  return [row('asked for', `${at(atMs)}, ${hoursAndMinutes(laterMs / HOUR_MS)} later: ${why}`)];
};

const row = (name: string, text: string): string => `  ${name.padEnd(10)}${text}`;

const inputLines = (seen: Inputs): string[] => {
  if (seen.desired === undefined) return [];
  const load = seen.load == null ? 'no load measured' : `load of ${decimal(seen.load)} instances`;
  const fleet = `group at ${seen.desired}, ${seen.ready} in service, ${seen.pending} pending`;
  return [
    row('inputs', `${load}; ${fleet}; size last asked for ${seen.current}; new minutes ${seen.fedMinutes}`),
    row('want', `${seen.want} (${seen.wantReason})`),
  ];
};

const eventOf = ({ name, size, start, end, bootMinutes }: NonNullable<Inputs['event']>, at: InstantText): string =>
  `${name}, from ${at(Date.parse(start))} to ${at(Date.parse(end))}: at least ${size}, ordered ${bootMinutes} min before`;

/** Such as the forecast and the margin of a policy that makes them. */
const figureLines = (figures: Inputs['figures']): string[] =>
  figures === undefined
    ? [row('forecast', 'none: the policy made none')]
    : Object.entries(figures).map(([name, value]) => row(name, decimal(value, 2)));

const railLines = (rails: Inputs['rails'] = []): string[] =>
  rails.length === 0
    ? [row('rails', 'none bound')]
    : rails.map(({ rail, size, text }, index) => row(index === 0 ? 'rails' : '', `${rail} left ${size}: ${text}`));

const outcomeOf = (
  { decision, next, outcomes }: Explained,
  targetVersion: number | undefined,
  at: InstantText,
): string => {
  if (targetVersion === undefined) return `nothing was started${until(next, at)}`;
  const own = outcomes.filter((outcome) => outcome.targetVersion === targetVersion && outcome.atMs >= decision.atMs);
  if (own.length > 0) {
    return own.map(({ outcome, atMs }) => `${outcome} ${duration(atMs - decision.atMs)} later`).join(', then ');
  }
  const parsed = inputs.safeParse(next?.inputs);
  if (next === null || !parsed.success || parsed.data.desired === undefined) return 'not known yet';
  const { desired, ready } = parsed.data;
  return `not kept; ${duration(next.atMs - decision.atMs)} later the group was at ${desired}, ${ready} in service`;
};

const until = (next: RecordedDecision | null, at: InstantText): string =>
  next === null ? '' : `; the next record is ${next.action} (${next.reason}) at ${at(next.atMs)}`;
