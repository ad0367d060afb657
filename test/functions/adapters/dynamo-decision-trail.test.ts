import { DynamoDecisionTrail } from '../../../functions/adapters/dynamo-decision-trail.ts';
import { decisionTrailContract } from '../../contracts/decision-trail.contract.ts';
import { embeddedTable } from '../../contracts/embedded-table.ts';

const iso = (atMs: number): string => new Date(atMs).toISOString();

decisionTrailContract('the state table', async ({ decisions, outcome }) => {
  const { table, put } = await embeddedTable();
  for (const [index, { atMs, ...decision }] of decisions.entries()) {
    await put({ pk: 'TIER#web', sk: `DECISION#${iso(atMs)}#${index}`, ...decision });
  }
  const { targetVersion: version, outcome: name, atMs } = outcome;
  await put({ pk: 'TIER#web', sk: 'STATE', revision: 1, applied: { size: 12, version, outcome: name, at: iso(atMs) } });
  return new DynamoDecisionTrail(table);
});
