import type { DecisionKind } from '../../functions/ports/decision-trail.ts';
import { duration, hoursAndMinutes } from '../report/format.ts';
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

const INPUT_LINES: Readonly<Record<DecisionKind, (recorded: unknown, at: InstantText) => string[]>> = {
  scale: scaleLines,
  heal: healLines,
  environment: environmentLines,
};

/** A recorded decision in an operator's order: what, from what, what was wanted, what limited it, what came of it. */
export const explainLines = (explained: Explained): string[] => {
  const { subject, decision } = explained;
  const at = instantText(explained.timeZone);
  return [
    `${SUBJECT_NAMES[subject.kind]} ${subject.id}, decided at ${at(decision.atMs)}, switch ${decision.mode}`,
    ...switchLines(explained),
    ...askedLines(explained, at),
    explainRow('decision', `${decision.action} (${decision.reason})`),
    explainRow('in words', decision.text),
    ...INPUT_LINES[subject.kind](decision.inputs, at),
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

/** Where the record is older than what was asked for, how that comes. */
const askedLines = (explained: Explained, at: InstantText): string[] => {
  const { atMs, decision } = explained;
  const laterMs = atMs - decision.atMs;
  if (laterMs < MINUTE_MS) return [];
  return [explainRow('asked for', `${at(atMs)}, ${hoursAndMinutes(laterMs / HOUR_MS)} later: ${whyOlder(explained)}`)];
};

/** How the present state came about, where the decision that was found left it as it was. */
const lastStartLines = ({ decision, lastStart }: Explained, at: InstantText): string[] => {
  if (lastStart === null) return [];
  const before = duration(decision.atMs - lastStart.atMs);
  return [explainRow('acted at', `${at(lastStart.atMs)}, ${before} before: ${lastStart.text}`)];
};

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
  if (outcomes.length > 0) {
    return outcomes
      .map(({ outcome, atMs }) => (atMs === null ? outcome : `${outcome} ${duration(atMs - decision.atMs)} later`))
      .join(', then ');
  }
  const fleet = next === null ? null : fleetSeen(next.inputs);
  if (next === null || fleet === null) return 'not known yet';
  return `not kept; ${duration(next.atMs - decision.atMs)} later the group was at ${fleet.desired}, ${fleet.ready} in service`;
};
