import { QueryCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { DecisionSubject, DecisionTrail, RecordedDecision, RecordedOutcome } from '../ports/decision-trail.ts';
import { type Attributes, fromAttributes, toAttributes } from './attribute-values.ts';
import type { DynamoTable, Key } from './dynamo-table.ts';
import { environmentItemSchema, environmentKey } from './environment-item.ts';
import { instant, iso, readItem } from './stored-item.ts';
import { tierItemSchema, tierKey } from './tier-item.ts';

const KIND = 'DECISION#';
/** After every revision of the same instant. */
const LAST = '~';
const edgeOf = (atMs: number): string => `${KIND}${iso(atMs)}#${LAST}`;

/** Its inputs hold the fence of what it started. */
const HAS_STARTED = ' AND (attribute_exists(inputs.targetVersion) OR attribute_exists(inputs.startedEpoch))';

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

/** Why and how an instance was replaced; without an outcome while it is. */
const evidence = z.object({ outcome: z.string(), endedAt: instant });

/** The audit trail in the state table. */
export class DynamoDecisionTrail implements DecisionTrail {
  readonly #table: DynamoTable;

  constructor(table: DynamoTable) {
    this.#table = table;
  }

  async around(subject: DecisionSubject, atMs: number) {
    const edge = edgeOf(atMs);
    const [decision, next] = await Promise.all([
      this.#first(subject, { from: KIND, to: edge, isNewestFirst: true }),
      this.#first(subject, { from: edge, to: `${KIND}${LAST}`, isNewestFirst: false }),
    ]);
    return { decision, next };
  }

  lastStart(subject: DecisionSubject, atMs: number): Promise<RecordedDecision | null> {
    return this.#first(subject, { from: KIND, to: edgeOf(atMs), isNewestFirst: true }, HAS_STARTED);
  }

  async outcomes(subject: DecisionSubject, version: number): Promise<readonly RecordedOutcome[]> {
    switch (subject.kind) {
      case 'scale': {
        const applied = (await this.#read(tierKey(subject.id), tierItemSchema))?.applied ?? null;
        if (applied?.version !== version) return [];
        return [{ version, outcome: applied.outcome, atMs: applied.atMs }];
      }
      case 'heal': {
        const ended = await this.#read({ pk: tierKey(subject.id).pk, sk: `EVIDENCE#${version}` }, evidence.partial());
        if (ended?.outcome === undefined) return [];
        return [{ version, outcome: ended.outcome, atMs: ended.endedAt ?? null }];
      }
      case 'environment': {
        const state = await this.#read(environmentKey(subject.id), environmentItemSchema);
        if (state?.epoch !== version) return [];
        if (state.phase === 'awake' || state.phase === 'asleep') return [{ version, outcome: state.phase, atMs: null }];
        return state.phase === 'blocked'
          ? [{ version, outcome: state.blockedReason ?? state.phase, atMs: state.blockedAtMs }]
          : [];
      }
    }
  }

  async #read<State>(key: Key, schema: z.ZodType<State>): Promise<State | null> {
    return readItem(await this.#table.read([key]), key, schema);
  }

  /** The first decision of a kind within a range of keys; a tier's are of two kinds. */
  async #first(
    { kind, id }: DecisionSubject,
    { from, to, isNewestFirst }: { readonly from: string; readonly to: string; readonly isNewestFirst: boolean },
    condition = '',
  ): Promise<RecordedDecision | null> {
    let after: Attributes | undefined;
    do {
      const page = await this.#table.client.send(
        new QueryCommand({
          TableName: this.#table.name,
          KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
          FilterExpression: `#kind = :kind${condition}`,
          ExpressionAttributeNames: { '#kind': 'kind' },
          ExpressionAttributeValues: toAttributes({
            ':pk': (kind === 'environment' ? environmentKey(id) : tierKey(id)).pk,
            ':from': from,
            ':to': to,
            ':kind': kind,
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
