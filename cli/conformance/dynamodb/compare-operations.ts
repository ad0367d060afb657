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
  /** In how many calls a mend of dynalite made a difference, by the mend. */
  readonly mended: Readonly<Record<string, number>>;
  /** How often the two said the same in other words, by the rule that says so. */
  readonly explained: Readonly<Record<string, number>>;
  readonly unexplained: readonly Difference[];
}

/** The comparison ends here: a difference that nobody explains has others follow. */
const MAXIMUM_DIFFERENCES = 20;

/**
 * Make the same random calls to the embedded DynamoDB and to dynalite and compare each answer: output, or code and
 * message of the error. Where dynalite is known not to be as DynamoDB is documented, it is mended rather than excused, so
 * that what is near is compared all the same.
 *
 * @param seed decides all calls
 * @param onAnswers told of each call and what the two answered
 */
export const compareOperations = async (
  operations: number,
  seed: number | string,
  onAnswers: (answers: Difference) => void = () => undefined,
): Promise<Comparison> => {
  const mended: Record<string, number> = {};
  const dynalite = await DynaliteClient.start(({ name, document }) => count(mended, `${name} (${document})`));
  try {
    await dynalite.createTable(CREATE_TABLE);
    const embedded = await EmbeddedClient.start(CREATE_TABLE);
    const draw = new Draw(createRandom(seed));
    return { ...(await compare({ operations, onAnswers }, draw, embedded, dynalite)), mended };
  } finally {
    await dynalite.stop();
  }
};

const compare = async (
  { operations, onAnswers }: { readonly operations: number; readonly onAnswers: (answers: Difference) => void },
  draw: Draw,
  embedded: EmbeddedClient,
  dynalite: DynaliteClient,
): Promise<Omit<Comparison, 'mended'>> => {
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
    onAnswers(difference);
    if ('__type' in answer) refused += 1;
    next = nextPage(call, answer);
    if (JSON.stringify(answer) === JSON.stringify(difference.dynalite)) continue;
    const rule = explain(difference);
    if (rule === undefined) unexplained.push(difference);
    else count(explained, rule);
    await align(call, embedded, dynalite);
  }
  return { operations: number, succeeded: number - refused, refused, explained, unexplained };
};

const count = (times: Record<string, number>, name: string): void => {
  times[name] = (times[name] ?? 0) + 1;
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
