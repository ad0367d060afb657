import type { DecisionKind, RecordedDecision, RecordedOutcome } from '../../functions/ports/decision-trail.ts';
import { duration } from '../report/format.ts';
import { environmentLines } from './environment-lines.ts';
import { explainRow } from './explain-row.ts';
import { type Explained, startedVersion } from './explained.ts';
import { healLines } from './heal-lines.ts';
import { type InstantText, instantText } from './instant-text.ts';
import { fleetSeen, scaleLines } from './scale-lines.ts';

const SUBJECT_NAMES: Readonly<Record<DecisionKind, string>> = {
  scale: 'tier',
  heal: 'health of tier',
  environment: 'environment',
};

type InputLines = (recorded: unknown, at: InstantText, start: RecordedDecision | null) => string[];

const INPUT_LINES: Readonly<Record<DecisionKind, InputLines>> = {
  scale: scaleLines,
  heal: healLines,
  environment: environmentLines,
};

/** A recorded decision in an operator's order: what, from what, what was wanted, what limited it, what came of it. */
export const explainLines = (explained: Explained): string[] => {
  const { subject, decision, lastStart } = explained;
  const start = startedVersion(decision) === null ? lastStart : decision;
  const at = instantText(explained.timeZone);
  return [
    `${SUBJECT_NAMES[subject.kind]} ${subject.id}, decided at ${at(decision.atMs)}, switch ${decision.mode}`,
    ...switchLines(explained),
    ...askedLines(explained, at),
    explainRow('decision', `${decision.action} (${decision.reason})`),
    explainRow('in words', decision.text),
    ...INPUT_LINES[subject.kind](decision.inputs, at, start),
    explainRow('outcome', outcomeOf(explained, at)),
    ...lastStartLines(explained, at),
  ];
};

/** A minute is one sweep: the decision is of that very one. */
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What the switch says by now, where the decision was made under another mode. */
const switchLines = ({ decision, switchNow }: Explained): string[] => {
  if (switchNow === null || switchNow === decision.mode) return [];
  if (switchNow === 'off') return [explainRow('switch', 'now off: nothing is decided or recorded while it is')];
  if (typeof switchNow === 'string') return [explainRow('switch', `now ${switchNow}`)];
  const found = JSON.stringify(switchNow.unknown) ?? 'none';
  return [
    explainRow(
      'switch',
      `now ${found}, which is no mode and counts as off: nothing is decided or recorded until it is on, dry-run or off`,
    ),
  ];
};

/** Where the record is older than what was asked for, how that comes; the numbers that follow are not those of that instant. */
const askedLines = (explained: Explained, at: InstantText): string[] => {
  const { atMs, decision } = explained;
  const laterMs = atMs - decision.atMs;
  if (laterMs < MINUTE_MS) return [];
  return [explainRow('asked for', `${at(atMs)}, ${duration(laterMs)} later: ${whyOlder(explained)}; seen then:`)];
};

/** How the present state came about, where the decision that was found left it as it was. */
const lastStartLines = ({ atMs, next, lastStart }: Explained, at: InstantText): string[] => {
  if (lastStart === null) return [];
  const { action, reason, text, outcomes } = lastStart;
  // The table keeps some outcomes only until the next one.
  const unknown = `what came of it is not known${next === null ? ' yet' : ''}`;
  const end = outcomes.length === 0 ? unknown : `it ended as ${endsOf(outcomes, lastStart.atMs)}`;
  const before = `${at(lastStart.atMs)}, ${duration(atMs - lastStart.atMs)} before`;
  return [explainRow('acted at', `${before}: ${action} (${reason}): ${text.replace(/\.$/, '')}; ${end}`)];
};

const endsOf = (outcomes: readonly RecordedOutcome[], startMs: number): string =>
  outcomes
    .map(({ outcome, atMs }) => (atMs === null ? outcome : `${outcome} ${duration(atMs - startMs)} later`))
    .join(', then ');

const whyOlder = ({ subject, atMs, decision, next }: Explained): string => {
  if (subject.kind === 'environment')
    return 'an environment is looked at when its schedule or an execution calls for it';
  return next === null && atMs - decision.atMs > HOUR_MS + MINUTE_MS
    ? 'nothing was recorded since, though something is at least once an hour'
    : 'a hold is recorded when its reason changes, and once an hour';
};

const outcomeOf = ({ decision, next, outcomes }: Explained, at: InstantText): string => {
  if (startedVersion(decision) === null) {
    const later = next === null ? '' : `; the next record is ${next.action} (${next.reason}) at ${at(next.atMs)}`;
    return `nothing was started${later}`;
  }
  if (outcomes.length > 0) return endsOf(outcomes, decision.atMs);
  const fleet = next === null ? null : fleetSeen(next.inputs);
  if (next === null || fleet === null) return 'not known yet';
  return `not kept; ${duration(next.atMs - decision.atMs)} later the group was at ${fleet.desired}, ${fleet.ready} in service`;
};
