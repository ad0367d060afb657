import { validationError } from './validation-error.ts';

/** What is wrong with one member of a request, or undefined. */
type Problem = string | undefined;

/**
 * Refuse a request whose members do not fit the model of the API, naming all of them at once.
 *
 * @throws `ValidationException` in AWS's words
 */
export const checkConstraints = (...problems: readonly Problem[]): void => {
  const found = problems.filter((problem) => problem !== undefined);
  if (found.length === 0) return;
  throw validationError(`${found.length} validation error${found.length > 1 ? 's' : ''} detected: ${found.join('; ')}`);
};

export const requiredProblem = (value: unknown, member: string): Problem =>
  value === undefined || value === null
    ? `Value null at '${member}' failed to satisfy constraint: Member must not be null`
    : undefined;

export const enumProblem = (value: string | undefined, member: string, allowed: readonly string[]): Problem =>
  value === undefined || allowed.includes(value)
    ? undefined
    : `Value '${value}' at '${member}' failed to satisfy constraint: Member must satisfy enum value set: [${allowed.join(', ')}]`;

const TABLE_NAME = /^[a-zA-Z0-9_.-]+$/;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html */
export const tableNameProblem = (value: string | undefined): Problem => {
  if (value === undefined) return requiredProblem(value, 'tableName');
  // Since 2023 an ARN may stand for the name. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
  if (value.startsWith('arn:')) return undefined;
  const failed = `Value '${value}' at 'tableName' failed to satisfy constraint: Member must`;
  if (!TABLE_NAME.test(value)) return `${failed} satisfy regular expression pattern: [a-zA-Z0-9_.-]+`;
  if (value.length < 3) return `${failed} have length greater than or equal to 3`;
  return value.length > 255 ? `${failed} have length less than or equal to 255` : undefined;
};

export const listLengthProblem = (
  value: readonly unknown[],
  member: string,
  minimum: number,
  maximum: number,
): Problem => {
  const failed = `Value '${JSON.stringify(value)}' at '${member}' failed to satisfy constraint: Member must have length`;
  if (value.length < minimum) return `${failed} greater than or equal to ${minimum}`;
  return value.length > maximum ? `${failed} less than or equal to ${maximum}` : undefined;
};

const RETURN_CONSUMED_CAPACITY = ['INDEXES', 'TOTAL', 'NONE'];
const RETURN_ITEM_COLLECTION_METRICS = ['SIZE', 'NONE'];
const RETURN_ON_FAILURE = ['ALL_OLD', 'NONE'];

/** Members that many operations have. */
export interface CommonOptions {
  readonly ReturnConsumedCapacity?: string;
  readonly ReturnItemCollectionMetrics?: string;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

export const optionProblems = (input: CommonOptions): readonly Problem[] => [
  enumProblem(input.ReturnConsumedCapacity, 'returnConsumedCapacity', RETURN_CONSUMED_CAPACITY),
  enumProblem(input.ReturnItemCollectionMetrics, 'returnItemCollectionMetrics', RETURN_ITEM_COLLECTION_METRICS),
  enumProblem(input.ReturnValuesOnConditionCheckFailure, 'returnValuesOnConditionCheckFailure', RETURN_ON_FAILURE),
];
