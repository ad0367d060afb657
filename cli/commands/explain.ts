import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
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
  const { tier: tierId, at, from, table } = options;
  const explained =
    table === undefined ? await read(reportTrail(from), tierId, at) : await readTable(table, tierId, at);
  const source = table === undefined ? from : `the table ${table}`;
  if (explained === null) {
    throw new UsageError(
      `--at: found ${new Date(at).toISOString()}, but ${source} has no decision of tier ${JSON.stringify(tierId)} at or before it`,
    );
  }
  host.result(options.json ? [JSON.stringify(explained, null, 2)] : explainLines(explained));
};

const read = async (trail: DecisionTrail, tierId: string, atMs: number): Promise<Explained | null> => {
  const [{ decision, next }, outcomes] = await Promise.all([trail.around(tierId, atMs), trail.outcomes(tierId)]);
  return decision === null ? null : { tierId, decision, next, outcomes };
};

const reportTrail = (from: string): DecisionTrail => {
  const file = existsSync(from) && statSync(from).isDirectory() ? join(from, 'report.json') : from;
  return new ReportTrail(readText(file, '--from'), file);
};

/** With the region and the credentials of the environment, as the AWS CLI has them. */
const readTable = async (table: string, tierId: string, atMs: number): Promise<Explained | null> => {
  try {
    return await read(new DynamoDecisionTrail(DynamoTable.of({ TABLE_NAME: table })), tierId, atMs);
  } catch (cause) {
    throw new UsageError(
      `--table: found ${JSON.stringify(table)}, but it cannot be read: ${(cause as Error).message}; needs AWS_REGION and credentials that may read it`,
      { cause },
    );
  }
};
