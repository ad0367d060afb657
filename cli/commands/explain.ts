import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hint } from '../../core/blueprint/content.ts';
import { parseBlueprint } from '../../core/blueprint/parse-blueprint.ts';
import { instantOfWritten } from '../../core/schedule/instant-of-local-time.ts';
import { DynamoDecisionTrail } from '../../functions/adapters/dynamo-decision-trail.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import type { DecisionTrail } from '../../functions/ports/decision-trail.ts';
import { DEFAULT_BLUEPRINT, readBlueprint } from '../blueprint/read-blueprint.ts';
import { type Explained, explainLines } from '../explain/explain-lines.ts';
import { instantText } from '../explain/instant-text.ts';
import { ReportTrail } from '../explain/report-trail.ts';
import type { Host } from '../host.ts';
import type { Moment } from '../option-values.ts';
import { readText } from '../read-text.ts';
import { timeZoneOf } from '../simulation/time-zone-of.ts';
import { UsageError } from '../usage-error.ts';

export interface ExplainOptions {
  readonly tier: string;
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
 * Tell why a tier had the size it had at an instant, from what was recorded.
 *
 * @throws `UsageError` for what the person can mend
 */
export const explain = async (options: ExplainOptions, host: Host): Promise<void> => {
  const { tier, table } = options;
  const source = table === undefined ? reportSource(options) : tableSource(table, options.blueprint);
  const atMs = instantOf(options.at, source.timeZone);
  const at = instantText(source.timeZone);
  const refuse = (why: string): never => {
    throw new UsageError(`--at: found ${at(atMs)}, but ${source.name} ${why}`);
  };
  const { fromMs, untilMs } = source.span;
  if (atMs < fromMs || atMs > untilMs) refuse(`is of ${at(fromMs)} to ${at(untilMs)}`);
  const { decision, next, outcomes } = await source.read(tier, atMs);
  if (decision === null) {
    const ofTier = `tier ${JSON.stringify(tier)}`;
    return refuse(
      next === null ? `has no decision of ${ofTier}` : `begins with the decision of ${at(next.atMs)} for ${ofTier}`,
    );
  }
  const explained = { tierId: tier, timeZone: source.timeZone, atMs, decision, next, outcomes };
  host.result(options.json ? [JSON.stringify(explained, null, 2)] : explainLines(explained));
};

/** What decisions are read from. */
interface Source {
  /** For people. */
  readonly name: string;
  readonly timeZone: string | null;
  /** What it can have decisions of. */
  readonly span: { readonly fromMs: number; readonly untilMs: number };
  read(tierId: string, atMs: number): Promise<Found>;
}

/** What there is at an instant. */
type Found = Awaited<ReturnType<DecisionTrail['around']>> & Pick<Explained, 'outcomes'>;

const instantOf = (moment: Moment, timeZone: string | null): number => {
  if ('atMs' in moment) return moment.atMs;
  if (timeZone !== null) return instantOfWritten(moment.local, timeZone);
  throw new UsageError(
    `--at: found ${moment.local}, but no blueprint says in which zone; must end with Z or an offset, or be beside --blueprint`,
  );
};

const find = async (trail: DecisionTrail, tierId: string, atMs: number): Promise<Found> => {
  const [around, outcomes] = await Promise.all([trail.around(tierId, atMs), trail.outcomes(tierId)]);
  return { ...around, outcomes };
};

const reportSource = ({ from, tier, blueprint }: ExplainOptions): Source => {
  const trail = reportTrail(from, tier);
  return {
    name: from,
    timeZone: blueprint === undefined ? trail.timeZone : timeZoneOf(readBlueprint(blueprint)),
    span: trail.span,
    read: (tierId, atMs) => find(trail, tierId, atMs),
  };
};

const reportTrail = (from: string, tierId: string): ReportTrail => {
  const file = existsSync(from) && !statSync(from).isDirectory() ? from : join(from, 'report.json');
  if (!existsSync(file)) {
    throw new UsageError(
      `--from: found ${JSON.stringify(from)}, but there is no ${file}; npm start, or npx rubato simulate --out ${from}, writes one`,
    );
  }
  const trail = new ReportTrail(readText(file, '--from'), file);
  const { tierIds } = trail;
  if (tierIds.includes(tierId)) return trail;
  const known = tierIds.length === 0 ? 'has decisions of no tier' : `has decisions of ${tierIds.join(', ')}`;
  throw new UsageError(`--tier: found ${JSON.stringify(tierId)}${hint(tierId, tierIds)}, but ${file} ${known}`);
};

/** With the region and the credentials of the environment, as the AWS CLI has them. */
const tableSource = (name: string, blueprint: string | undefined): Source => {
  const table = DynamoTable.of({ TABLE_NAME: name });
  return {
    name: `the table ${name}`,
    timeZone: zoneOfInstallation(blueprint),
    span: { fromMs: Number.NEGATIVE_INFINITY, untilMs: Number.POSITIVE_INFINITY },
    read: async (tierId, atMs) => {
      try {
        return await find(new DynamoDecisionTrail(table), tierId, atMs);
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
const zoneOfInstallation = (blueprint: string | undefined): string | null => {
  if (blueprint !== undefined) return timeZoneOf(readBlueprint(blueprint));
  if (!existsSync(DEFAULT_BLUEPRINT)) return null;
  const result = parseBlueprint(readText(DEFAULT_BLUEPRINT, '--blueprint'), DEFAULT_BLUEPRINT);
  return result.isValid ? timeZoneOf(result.blueprint) : null;
};
