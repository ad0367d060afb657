import { createRandom } from '../../../local/random.ts';
import type { Difference } from './difference.ts';
import { Draw } from './draw.ts';
import { drawOperation } from './draw-operation.ts';
import { DynaliteClient } from './dynalite-client.ts';
import { EmbeddedClient } from './embedded-client.ts';
import { explain } from './explained-differences.ts';
import { inOrder } from './json-answer.ts';
import { CREATE_TABLE, type DynamoDbCall, keysOf, TABLE } from './things-table.ts';

export interface Comparison {
  readonly operations: number;
  readonly succeeded: number;
  readonly refused: number;
  /** How often, by the rule that explains it. */
  readonly explained: Readonly<Record<string, number>>;
  readonly unexplained: readonly Difference[];
}

/** The comparison ends here: a difference that nobody explains has others follow. */
const MAXIMUM_DIFFERENCES = 20;

/**
 * Make the same random calls to the embedded DynamoDB and to dynalite and compare each answer: output, or code and
 * message of the error.
 *
 * @param seed decides all calls
 */
export const compareOperations = async (operations: number, seed: number | string): Promise<Comparison> => {
  const dynalite = await DynaliteClient.start();
  try {
    await dynalite.call(CREATE_TABLE);
    return await compare(operations, new Draw(createRandom(seed)), await EmbeddedClient.start(CREATE_TABLE), dynalite);
  } finally {
    await dynalite.stop();
  }
};

const compare = async (
  operations: number,
  draw: Draw,
  embedded: EmbeddedClient,
  dynalite: DynaliteClient,
): Promise<Comparison> => {
  const explained: Record<string, number> = {};
  const unexplained: Difference[] = [];
  let refused = 0;
  let number = 0;
  let next: DynamoDbCall | undefined;
  while (number < operations && unexplained.length < MAXIMUM_DIFFERENCES) {
    const call = next ?? drawOperation(draw);
    number += 1;
    const answer = inOrder(call, await embedded.call(call));
    const difference = { number, call, embedded: answer, dynalite: inOrder(call, await dynalite.call(call)) };
    if ('__type' in answer) refused += 1;
    next = nextPage(call, answer);
    if (JSON.stringify(answer) === JSON.stringify(difference.dynalite)) continue;
    const rule = explain(difference);
    if (rule === undefined) unexplained.push(difference);
    else explained[rule] = (explained[rule] ?? 0) + 1;
    await align(call, embedded, dynalite);
  }
  return { operations: number, succeeded: number - refused, refused, explained, unexplained };
};

/** Where one wrote and the other did not, dynalite gets what the embedded table holds. */
const align = async (call: DynamoDbCall, embedded: EmbeddedClient, dynalite: DynaliteClient): Promise<void> => {
  for (const Key of keysOf(call)) {
    const { Item } = await embedded.call({ operation: 'GetItem', input: { TableName: TABLE, Key } });
    const operation = Item === undefined ? 'DeleteItem' : 'PutItem';
    await dynalite.call({ operation, input: { TableName: TABLE, ...(Item === undefined ? { Key } : { Item }) } });
  }
};

/** A page with a key to go on from is followed by the next one. */
const nextPage = (
  { operation, input }: DynamoDbCall,
  answer: Readonly<Record<string, unknown>>,
): DynamoDbCall | undefined => {
  const { LastEvaluatedKey } = answer;
  return LastEvaluatedKey === undefined
    ? undefined
    : { operation, input: { ...input, ExclusiveStartKey: LastEvaluatedKey } };
};
