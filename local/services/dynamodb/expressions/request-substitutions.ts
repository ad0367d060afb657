import { validationError } from '../validation-error.ts';
import type { ExpressionKind } from './invalid-expression.ts';
import { type ExpressionAttributes, Substitutions } from './substitutions.ts';

/** The expressions of a request by their parameter; undefined for one that was not given. */
export type GivenExpressions = Partial<Readonly<Record<ExpressionKind, string | undefined>>>;

/**
 * Refuse names and values that no expression could use.
 *
 * @param expressions in the order in which AWS names them
 * @throws `ValidationException` in AWS's words
 */
export const refuseUselessAttributes = (request: ExpressionAttributes, expressions: GivenExpressions): void => {
  if (request.ExpressionAttributeNames !== undefined && Object.values(expressions).every(isMissing)) {
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (request.ExpressionAttributeValues === undefined) return;
  const { ProjectionExpression: _takesNoValues, ...withValues } = expressions;
  if (!Object.values(withValues).every(isMissing)) return;
  const kinds = Object.keys(withValues);
  throw validationError(
    `ExpressionAttributeValues can only be specified when using expressions: ${kinds.join(' and ')} ${kinds.length > 1 ? 'are' : 'is'} null`,
  );
};

/**
 * What the placeholders of a request stand for.
 *
 * @throws `ValidationException` in AWS's words
 */
export const requestSubstitutions = (request: ExpressionAttributes, expressions: GivenExpressions): Substitutions => {
  refuseUselessAttributes(request, expressions);
  return new Substitutions(request);
};

const isMissing = (expression: string | undefined): boolean => expression === undefined;
