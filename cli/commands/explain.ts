import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { hint } from '../../core/blueprint/content.ts';
import { DynamoDecisionTrail } from '../../functions/adapters/dynamo-decision-trail.ts';
import { DynamoTable } from '../../functions/adapters/dynamo-table.ts';
import type { DecisionTrail } from '../../functions/ports/decision-trail.ts';
import { type Explained, explainLines } from '../explain/explain-lines.ts';
import { ReportTrail } from '../explain/report-trail.ts';
import type { Host } from '../host.ts';
import { readText } from '../read-text.ts';
import { UsageError } from '../usage-error.ts';

export interface ExplainOptions {
  readonly tier: string;
  readonly at: number;
  /** Folder of a simulation, or its report.json. */
  readonly from: string;
  /** The state table of an installation, read in its place. */
  readonly table?: string;
  readonly json: boolean;
}

/**
 * Tell why a tier had the size it had at an instant, from what was recorded.
 *
 * @throws `UsageError` for what the person can mend
 */
export const explain = async (options: ExplainOptions, host: Host): Promise<void> => {
  const { tier, at, from, table } = options;
  const explained =
    table === undefined ? await read(reportTrail(from, tier), tier, at) : await readTable(table, tier, at);
  if ('decision' in explained) {
    host.result(options.json ? [JSON.stringify(explained, null, 2)] : explainLines(explained));
    return;
  }
  const source = table === undefined ? from : `the table ${table}`;
  const { firstAtMs } = explained;
  const found =
    firstAtMs === null
      ? `has no decision of tier ${JSON.stringify(tier)}`
      : `begins with the decision of ${new Date(firstAtMs).toISOString()} for tier ${JSON.stringify(tier)}`;
  throw new UsageError(`--at: found ${new Date(at).toISOString()}, but ${source} ${found}`);
};

/** What there is at an instant, or when the first decision after it was. */
type Found = Explained | { readonly firstAtMs: number | null };

const read = async (trail: DecisionTrail, tierId: string, atMs: number): Promise<Found> => {
  const [{ decision, next }, outcomes] = await Promise.all([trail.around(tierId, atMs), trail.outcomes(tierId)]);
  return decision === null ? { firstAtMs: next?.atMs ?? null } : { tierId, atMs, decision, next, outcomes };
};

const reportTrail = (from: string, tierId: string): DecisionTrail => {
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
const readTable = async (table: string, tierId: string, atMs: number): Promise<Found> => {
  try {
    return await read(new DynamoDecisionTrail(DynamoTable.of({ TABLE_NAME: table })), tierId, atMs);
  } catch (cause) {
    throw new UsageError(
      `--table: found ${JSON.stringify(table)}, but it cannot be read: ${(cause as Error).message}; needs AWS_REGION and credentials that may read it`,
      { cause },
    );
  }
};
