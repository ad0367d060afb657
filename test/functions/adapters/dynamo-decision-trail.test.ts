import { describe, expect, it } from 'vitest';
import { DynamoDecisionTrail } from '../../../functions/adapters/dynamo-decision-trail.ts';
import type { DecisionKind } from '../../../functions/ports/decision-trail.ts';
import { decisionTrailContract, type TrailContent } from '../../contracts/decision-trail.contract.ts';
import { embeddedTable } from '../../contracts/embedded-table.ts';

const iso = (atMs: number): string => new Date(atMs).toISOString();

const environment = { pk: 'ENV#staging', sk: 'STATE', revision: 1, attempt: 1, nextDueAt: iso(0) };

/** The item that an outcome of each kind stands in. */
const OUTCOME_ITEMS: Readonly<
  Record<DecisionKind, (row: TrailContent['outcomes'][number]) => Record<string, unknown>>
> = {
  scale: ({ version, outcome, atMs }) => ({
    pk: 'TIER#web',
    sk: 'STATE',
    revision: 1,
    applied: { size: 12, version, outcome, at: iso(atMs) },
  }),
  heal: ({ version, outcome, atMs }) => ({ pk: 'TIER#web', sk: `EVIDENCE#${version}`, outcome, endedAt: iso(atMs) }),
  environment: ({ version, outcome, atMs }) => ({
    ...environment,
    phase: 'blocked',
    epoch: version,
    blockedReason: outcome,
    blockedAt: iso(atMs),
  }),
};

decisionTrailContract('the state table', async ({ decisions, outcomes }) => {
  const { table, put } = await embeddedTable();
  for (const [index, { atMs, id, kind, ...decision }] of decisions.entries()) {
    const pk = kind === 'environment' ? `ENV#${id}` : `TIER#${id}`;
    await put({ pk, sk: `DECISION#${iso(atMs)}#${kind}#${index}`, kind, ...decision });
  }
  for (const row of outcomes) await put(OUTCOME_ITEMS[row.kind](row));
  return new DynamoDecisionTrail(table);
});

describe('the state table', () => {
  it.each([
    ['awake', [{ version: 7, outcome: 'awake', atMs: null }]],
    ['waking', []],
  ])('knows of an environment that is %s as much as its item has', async (phase, expected) => {
    const { table, put } = await embeddedTable();
    await put({ ...environment, phase, epoch: 7 });
    expect(await new DynamoDecisionTrail(table).outcomes({ kind: 'environment', id: 'staging' }, 7)).toEqual(expected);
  });

  it('has no outcome of a replacement that goes on', async () => {
    const { table, put } = await embeddedTable();
    await put({ pk: 'TIER#web', sk: 'EVIDENCE#5', instanceId: 'i-1' });
    expect(await new DynamoDecisionTrail(table).outcomes({ kind: 'heal', id: 'web' }, 5)).toEqual([]);
  });
});
