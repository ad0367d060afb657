import type { Operand, Scope } from './model.ts';
import { QueryError } from './query-error.ts';

/** How many iterations run at a time; 0 for no limit. AWS takes numbers in strings from paths. */
export const concurrencyOf = async (operand: Operand | undefined, scope: Scope): Promise<number> => {
  const value = await numberOf(operand, scope, 'integer');
  if (value !== undefined && value < 0) throw failure(operand, 'MaxConcurrency must not be negative.');
  return value ?? 0;
};

/**
 * A number that a field gives, also as text. Causes for paths as recorded on AWS, those for expressions unverified.
 *
 * @throws `QueryError` when it is none
 */
export const numberOf = async (
  operand: Operand | undefined,
  scope: Scope,
  kind: 'integer' | 'number',
): Promise<number | undefined> => {
  if (operand === undefined) return undefined;
  const value = await operand.evaluate(scope);
  const isText = typeof value === 'string' && value.trim() !== '' && operand.isPath;
  const number = isText ? Number(value) : value;
  if (typeof number === 'number' && (kind === 'integer' ? Number.isInteger(number) : Number.isFinite(number))) {
    return number;
  }
  const found = typeof value === 'string' ? value : JSON.stringify(value);
  const message = `The ${operand.field} field refers to value "${found}" which is not a valid ${kind}: ${String(operand.source)}`;
  throw failure(operand, message);
};

/** Of items or bytes. @throws `QueryError` when it is not positive; the words are unverified */
export const batchLimitOf = async (operand: Operand | undefined, scope: Scope): Promise<number | undefined> => {
  const value = await numberOf(operand, scope, 'integer');
  if (value === undefined || value > 0) return value;
  throw failure(operand, `${operand?.field} must be positive.`);
};

/** @throws `QueryError` when it is not between 0 and 100 */
export const percentageOf = async (operand: Operand | undefined, scope: Scope): Promise<number | undefined> => {
  const value = await numberOf(operand, scope, 'number');
  if (value === undefined || (value >= 0 && value <= 100)) return value;
  throw failure(operand, 'ToleratedFailurePercentage must be between 0 and 100.');
};

const failure = (operand: Operand | undefined, message: string): QueryError =>
  new QueryError(operand?.isPath === false ? 'States.QueryEvaluationError' : 'States.Runtime', message, operand?.field);
