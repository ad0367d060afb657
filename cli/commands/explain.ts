import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hint } from '../../core/blueprint/content.ts';
import type { Blueprint } from '../../core/blueprint/model.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { instantOfWritten } from '../../core/schedule/instant-of-local-time.ts';
import { DynamoDecisionTrail } from '../../functions/adapters/dynamo-decision-trail.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import { modeOf, SWITCH } from '../../functions/adapters/stored-item.ts';
import type {
  DecisionSubject,
  DecisionTrail,
  RecordedDecision,
  RecordedOutcome,
} from '../../functions/ports/decision-trail.ts';
import { DEFAULT_BLUEPRINT, readBlueprint } from '../blueprint/read-blueprint.ts';
import { explainLines } from '../explain/explain-lines.ts';
import { type Explained, startedVersion } from '../explain/explained.ts';
import { instantText } from '../explain/instant-text.ts';
import { ReportTrail } from '../explain/report-trail.ts';
import type { Host } from '../host.ts';
import type { Moment } from '../option-values.ts';
import { readText } from '../read-text.ts';
import { timeZoneOf } from '../simulation/time-zone-of.ts';
import { HELP_HINT, UsageError } from '../usage-error.ts';

export interface ExplainOptions {
  /** What the decision is about: the size of this tier, */
  readonly tier?: string;
  /** whether this environment is awake, */
  readonly environment?: string;
  /** or the health of this tier, or of the tier of this group. One of the three. */
  readonly heal?: string;
  /** A local time is one of the zone below. */
  readonly at: Moment;
  /** Folder of a simulation, or its report.json. */
  readonly from: string;
  /** The state table of an installation, read in its place. */
  readonly table?: string;
  /** Whose zone local times are in. @default - that of the simulation; of a table DEFAULT_BLUEPRINT's */
  readonly blueprint?: string;
  readonly json: boolean;
}

/**
 * Tell why a tier had the size it had at an instant, an environment slept or not, an instance was replaced or not, from
 * what was recorded.
 *
 * @throws `UsageError` for what the person can mend
 */
export const explain = async (options: ExplainOptions, host: Host): Promise<void> => {
  const { table } = options;
  const asked = askedFor(options);
  const source = table === undefined ? reportSource(options) : tableSource(table, options.blueprint);
  const subject = source.subject(asked);
  const atMs = instantOf(options.at, source.timeZone);
  const at = instantText(source.timeZone);
  const refuse = (why: string): never => {
    throw new UsageError(`--at: found ${at(atMs)}, but ${source.name} ${why}`);
  };
  const { fromMs, untilMs } = source.span;
  if (atMs < fromMs || atMs > untilMs) refuse(`is of ${at(fromMs)} to ${at(untilMs)}`);
  const { decision, next, lastStart, outcomes, switchNow } = await source.read(subject, atMs);
  if (decision === null) {
    const whose = `${asked.option} ${JSON.stringify(asked.id)}`;
    return refuse(
      next === null ? `has no decision of ${whose}` : `begins with the decision of ${at(next.atMs)} for ${whose}`,
    );
  }
  const explained: Explained = {
    subject,
    timeZone: source.timeZone,
    atMs,
    decision,
    next,
    lastStart,
    outcomes,
    switchNow,
  };
  host.result(options.json ? [JSON.stringify(explained, null, 2)] : explainLines(explained));
};

/** What a person asks about, and with which option. */
interface Asked extends DecisionSubject {
  readonly option: '--tier' | '--environment' | '--heal';
}

const askedFor = ({ tier, environment, heal }: ExplainOptions): Asked => {
  if (tier !== undefined) return { option: '--tier', kind: 'scale', id: tier };
  if (environment !== undefined) return { option: '--environment', kind: 'environment', id: environment };
  if (heal !== undefined) return { option: '--heal', kind: 'heal', id: heal };
  throw new UsageError(`error: found none of --tier, --environment and --heal, must have one of them\n${HELP_HINT}`);
};

/** What decisions are read from. */
interface Source {
  /** For people. */
  readonly name: string;
  readonly timeZone: string | null;
  /** What it can have decisions of. */
  readonly span: { readonly fromMs: number; readonly untilMs: number };
  /** Whose decisions are asked for: of a group, its tier's. */
  subject(asked: Asked): DecisionSubject;
  read(subject: DecisionSubject, atMs: number): Promise<Found>;
}

/** What there is at an instant. */
type Found = Awaited<ReturnType<DecisionTrail['around']>> & Pick<Explained, 'lastStart' | 'outcomes' | 'switchNow'>;

const instantOf = (moment: Moment, timeZone: string | null): number => {
  if ('atMs' in moment) return moment.atMs;
  if (timeZone !== null) return instantOfWritten(moment.local, timeZone);
  throw new UsageError(
    `--at: found ${moment.local}, but no blueprint says in which zone; must end with Z or an offset, or be beside --blueprint`,
  );
};

const find = async (
  trail: DecisionTrail,
  subject: DecisionSubject,
  atMs: number,
): Promise<Omit<Found, 'switchNow'>> => {
  const { decision, next } = await trail.around(subject, atMs);
  if (decision !== null && startedVersion(decision) !== null)
    return { decision, next, lastStart: null, outcomes: await outcomesOf(trail, subject, decision) };
  const start = await trail.lastStart(subject, atMs);
  const lastStart = start && { ...start, outcomes: await outcomesOf(trail, subject, start) };
  return { decision, next, lastStart, outcomes: [] };
};

const outcomesOf = async (
  trail: DecisionTrail,
  subject: DecisionSubject,
  start: RecordedDecision,
): Promise<readonly RecordedOutcome[]> => {
  const version = startedVersion(start);
  const outcomes = version === null ? [] : await trail.outcomes(subject, version);
  return outcomes.filter(({ atMs }) => atMs === null || atMs >= start.atMs);
};

const reportSource = ({ from, blueprint }: ExplainOptions): Source => {
  const file = reportFile(from);
  const trail = new ReportTrail(readText(file, '--from'), file);
  return {
    name: from,
    timeZone: blueprint === undefined ? trail.timeZone : timeZoneOf(readBlueprint(blueprint)),
    span: trail.span,
    subject: ({ option, kind, id }) => {
      const ids = trail.idsOf(kind);
      const found = kind === 'heal' && !ids.includes(id) ? (trail.tierOf(id) ?? id) : id;
      if (ids.includes(found)) return { kind, id: found };
      const known = ids.length === 0 ? 'has none' : `has those of ${ids.join(', ')}`;
      throw new UsageError(
        `${option}: found ${JSON.stringify(id)}${hint(id, ids)}, but of the decisions of that kind ${file} ${known}`,
      );
    },
    read: async (subject, atMs) => ({ ...(await find(trail, subject, atMs)), switchNow: null }),
  };
};

const reportFile = (from: string): string => {
  const file = existsSync(from) && !statSync(from).isDirectory() ? from : join(from, 'report.json');
  if (existsSync(file)) return file;
  throw new UsageError(
    `--from: found ${JSON.stringify(from)}, but there is no ${file}; npm start, or npx rubato simulate --out ${from}, writes one`,
  );
};

/** With the region and the credentials of the environment, as the AWS CLI has them. */
const tableSource = (name: string, blueprintFile: string | undefined): Source => {
  const table = DynamoTable.of({ TABLE_NAME: name });
  const blueprint = blueprintOfInstallation(blueprintFile);
  return {
    name: `the table ${name}`,
    timeZone: blueprint === null ? null : timeZoneOf(blueprint),
    span: { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY },
    subject: ({ kind, id }) => {
      const tiers = Object.values(blueprint?.tiers ?? {});
      const own = kind === 'heal' ? tiers.find((tier) => tier.id === id || tier.group === id) : undefined;
      return { kind, id: own?.id ?? id };
    },
    read: async (subject, atMs) => {
      try {
        const found = await find(new DynamoDecisionTrail(table), subject, atMs);
        return { ...found, switchNow: modeOf(await table.read([SWITCH])) };
      } catch (cause) {
        throw new UsageError(`--table: found ${JSON.stringify(name)}, but ${await whyUnread(cause as Error, table)}`, {
          cause,
        });
      }
    },
  };
};

const whyUnread = async (cause: Error, { client }: DynamoTable): Promise<string> =>
  cause.name === 'ResourceNotFoundException'
    ? `there is no such table in ${await client.config.region()} with these credentials`
    : `it cannot be read: ${cause.message || cause.name}; needs AWS_REGION and credentials that may read it`;

/** What was deployed most likely stands in the default file; that it is there or whole is not what was asked. */
const blueprintOfInstallation = (file: string | undefined): Blueprint | null => {
  if (file !== undefined) return readBlueprint(file);
  if (!existsSync(DEFAULT_BLUEPRINT)) return null;
  const result = parseBlueprint(readText(DEFAULT_BLUEPRINT, '--blueprint'), DEFAULT_BLUEPRINT);
  return result.isValid ? result.blueprint : null;
};
