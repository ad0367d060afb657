import { AwsError, type Operation, operation } from '../../kernel.ts';
import {
  checkConstraints,
  listLengthProblem,
  optionProblems,
  requiredProblem,
  tableNameProblem,
} from './constraints.ts';
import { type ConsumedCapacity, indexWriteUnits, readUnits, reportCapacity, writeUnits } from './consumed-capacity.ts';
import { dataPermissions } from './permissions.ts';
import type { Database } from './tables/database.ts';
import { validationError } from './validation-error.ts';
import type { Item } from './values/attribute-value.ts';
import { itemIdentity } from './writes/item-identity.ts';
import { type KeyInput, planCheck, planDelete } from './writes/plan-delete.ts';
import { type PutInput, planPut } from './writes/plan-put.ts';
import { planUpdate, type UpdateInput } from './writes/plan-update.ts';
import { decideWrite, type PlannedWrite, type WriteOutcome } from './writes/planned-write.ts';
import { RememberedTokens } from './writes/remembered-tokens.ts';

interface TransactWriteItem {
  readonly Put?: PutInput;
  readonly Update?: UpdateInput;
  readonly Delete?: KeyInput;
  readonly ConditionCheck?: KeyInput;
}

interface TransactWriteItemsInput {
  readonly TransactItems: readonly TransactWriteItem[];
  readonly ClientRequestToken?: string;
  readonly ReturnConsumedCapacity?: string;
}

interface TransactWriteItemsOutput {
  readonly ConsumedCapacity?: readonly ConsumedCapacity[];
}

interface CancellationReason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: Item;
}

const ACTIONS_MAX = 100;
/** "The aggregate size of the items in the transaction cannot exceed 4 MB." */
const TRANSACTION_MAX_BYTES = 4 * 1024 * 1024;

/**
 * All writes or none.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 * Permissions: those of each action.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
 */
export const transactWriteItems = (database: Database): Operation => {
  const tokens = new RememberedTokens();
  return operation<TransactWriteItemsInput, TransactWriteItemsOutput>({
    authorize: (input) => (input.TransactItems ?? []).flatMap((action) => actionPermissions(database, action)),
    run: (input) => {
      checkConstraints(requiredProblem(input.TransactItems, 'transactItems'), ...optionProblems(input));
      checkConstraints(listLengthProblem(input.TransactItems, 'transactItems', 1, ACTIONS_MAX), tokenProblem(input));
      const planned = input.TransactItems.map((action, index) => planAction(database, action, index));
      checkDistinct(planned);
      const isRepeated = tokens.isRepeated(input, database.kernel.clock.nowMs);
      const outcomes = isRepeated ? planned.map(currentItem) : decideAll(planned);
      if (!isRepeated) {
        checkTotalSize(outcomes);
        writeAll(planned, outcomes);
        tokens.remember(input, database.kernel.clock.nowMs);
      }
      return answer(input, planned, outcomes, isRepeated);
    },
  });
};

const actionPermissions = (database: Database, { Put, Update, Delete, ConditionCheck }: TransactWriteItem) => {
  const need = (action: string, request: PutInput | UpdateInput | undefined) =>
    request === undefined ? [] : dataPermissions(database, action, request, 'TransactWriteItems');
  return [
    ...need('PutItem', Put),
    ...need('UpdateItem', Update),
    ...need('DeleteItem', Delete),
    ...need('ConditionCheckItem', ConditionCheck),
  ];
};

const tokenProblem = ({ ClientRequestToken: token }: TransactWriteItemsInput): string | undefined =>
  token !== undefined && (token.length < 1 || token.length > 36)
    ? `Value '${token}' at 'clientRequestToken' failed to satisfy constraint: Member must have length ${token.length < 1 ? 'greater than or equal to 1' : 'less than or equal to 36'}`
    : undefined;

const planAction = (database: Database, action: TransactWriteItem, index: number): PlannedWrite => {
  const { Put, Update, Delete, ConditionCheck } = action;
  const given = [Put, Update, Delete, ConditionCheck].filter((request) => request !== undefined);
  if (given.length === 0) {
    throw validationError('The action or operation requested is invalid. Verify that the action is typed correctly.');
  }
  if (given.length > 1) {
    throw validationError('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const member = (name: string): string => `transactItems.${index + 1}.member.${name}`;
  const require = (request: { readonly TableName: string }, ...needed: readonly [unknown, string][]): void =>
    checkConstraints(
      ...needed.map(([value, name]) => requiredProblem(value, member(name))),
      tableNameProblem(request.TableName),
    );
  if (Put !== undefined) {
    require(Put, [Put.Item, 'put.item']);
    return planPut(database, Put);
  }
  if (Update !== undefined) {
    require(Update, [Update.Key, 'update.key'], [Update.UpdateExpression, 'update.updateExpression']);
    return planUpdate(database, Update);
  }
  if (Delete !== undefined) {
    require(Delete, [Delete.Key, 'delete.key']);
    return planDelete(database, Delete);
  }
  const check = ConditionCheck as KeyInput;
  require(check, [check.Key, 'conditionCheck.key'], [check.ConditionExpression, 'conditionCheck.conditionExpression']);
  return planCheck(database, check);
};

const checkDistinct = (planned: readonly PlannedWrite[]): void => {
  const identities = planned.map(({ table, key }) => itemIdentity(table, key));
  if (new Set(identities).size === identities.length) return;
  throw validationError('Transaction request cannot include multiple operations on one item');
};

/** @throws `TransactionCanceledException` with a reason for each action, in their order */
const decideAll = (planned: readonly PlannedWrite[]): readonly WriteOutcome[] => {
  const decided = planned.map((write) => {
    try {
      return decideWrite(write);
    } catch (error) {
      if (error instanceof AwsError) return error;
      throw error;
    }
  });
  const outcomes = decided.filter((result): result is WriteOutcome => !(result instanceof AwsError));
  if (outcomes.length === decided.length) return outcomes;
  const reasons = decided.map((result) => (result instanceof AwsError ? reasonOf(result) : { Code: 'None' }));
  throw new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    400,
    { CancellationReasons: reasons },
  );
};

const reasonOf = (error: AwsError): CancellationReason => {
  const isConditional = error.code === 'ConditionalCheckFailedException';
  return {
    Code: isConditional ? 'ConditionalCheckFailed' : 'ValidationError',
    Message: error.message,
    ...(isConditional && (error.members as { readonly Item?: Item })),
  };
};

const writeAll = (planned: readonly PlannedWrite[], outcomes: readonly WriteOutcome[]): void => {
  for (const [index, { table, change }] of planned.entries()) {
    if (change !== undefined) table.write(outcomes[index] as WriteOutcome);
  }
};

const currentItem = ({ table, key }: PlannedWrite): WriteOutcome => {
  const stored = table.items.find(key);
  return { before: stored, after: stored };
};

/** The limit is AWS's; the words are unverified. */
const checkTotalSize = (outcomes: readonly WriteOutcome[]): void => {
  const sizeBytes = outcomes.reduce((sum, { before, after }) => sum + ((after ?? before)?.sizeBytes ?? 0), 0);
  if (sizeBytes > TRANSACTION_MAX_BYTES) {
    throw validationError('The aggregate size of the items in the transaction cannot exceed 4 MB');
  }
};

/** A repeated transaction costs reads instead of writes. */
const answer = (
  input: TransactWriteItemsInput,
  planned: readonly PlannedWrite[],
  outcomes: readonly WriteOutcome[],
  isRepeated: boolean,
): TransactWriteItemsOutput => {
  if (input.ReturnConsumedCapacity === undefined || input.ReturnConsumedCapacity === 'NONE') return {};
  const capacities = [...new Set(planned.map(({ table }) => table))].flatMap((table) => {
    const ofTable = outcomes.filter((_, index) => planned[index]?.table === table);
    const units = ofTable.reduce(
      (sum, { before, after }) =>
        sum + (isRepeated ? readUnits(before?.sizeBytes ?? 0, 'transaction') : writeUnits(before, after, true)),
      0,
    );
    const indexUnits = new Map<string, number>();
    for (const { before, after } of ofTable) {
      for (const [name, used] of indexWriteUnits(table, before, after)) {
        indexUnits.set(name, (indexUnits.get(name) ?? 0) + used * 2);
      }
    }
    return reportCapacity(input.ReturnConsumedCapacity, { table, units, indexUnits }) ?? [];
  });
  return { ConsumedCapacity: capacities };
};
