import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { DecisionTrail, RecordedDecision, RecordedOutcome } from '../ports/decision-trail.ts';
import { type Attributes, fromAttributes, toAttributes } from './attribute-values.ts';
import type { DynamoTable } from './dynamo-table.ts';
import { iso, readItem } from './stored-item.ts';
import { tierItemSchema, tierKey } from './tier-item.ts';

const KIND = 'DECISION#';
/** After every revision of the same instant. */
const LAST = '~';

const stored = z
  .object({
    sk: z.string().startsWith(KIND),
    action: z.string(),
    reason: z.string(),
    text: z.string(),
    mode: z.string(),
    inputs: z.record(z.string(), z.unknown()),
  })
  .transform(({ sk, ...rest }) => ({ ...rest, atMs: Date.parse(sk.slice(KIND.length).split('#')[0] ?? '') }));

/** The audit trail in the state table. */
export class DynamoDecisionTrail implements DecisionTrail {
  readonly #table: DynamoTable;

  constructor(table: DynamoTable) {
    this.#table = table;
  }

  async around(tierId: string, atMs: number) {
    const edge = `${KIND}${iso(atMs)}#${LAST}`;
    const [decision, next] = await Promise.all([
      this.#first(tierId, { from: KIND, to: edge, isNewestFirst: true }),
      this.#first(tierId, { from: edge, to: `${KIND}${LAST}`, isNewestFirst: false }),
    ]);
    return { decision, next };
  }

  async outcomes(tierId: string): Promise<readonly RecordedOutcome[]> {
    const state = readItem(await this.#table.read([tierKey(tierId)]), tierKey(tierId), tierItemSchema);
    if (state?.applied == null) return [];
    const { version: targetVersion, outcome, atMs } = state.applied;
    return [{ targetVersion, outcome, atMs }];
  }

  /** The first decision about size within a range of keys; those about healing lie between them. */
  async #first(
    tierId: string,
    { from, to, isNewestFirst }: { readonly from: string; readonly to: string; readonly isNewestFirst: boolean },
  ): Promise<RecordedDecision | null> {
    let after: Attributes | undefined;
    do {
      const page = await this.#table.client.send(
        new QueryCommand({
          TableName: this.#table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          FilterExpression: '#kind = :kind',
          ExpressionAttributeNames: { '#kind': 'kind' },
          ExpressionAttributeValues: toAttributes({
            ':pk': tierKey(tierId).pk,
            ':from': from,
            ':to': to,
            ':kind': 'scale',
          }),
          ScanIndexForward: !isNewestFirst,
          ...(after && { ExclusiveStartKey: after }),
        }),
      );
      const [item] = page.Items ?? [];
      if (item !== undefined) return stored.parse(fromAttributes(item));
      after = page.LastEvaluatedKey;
    } while (after !== undefined);
    return null;
  }
}
