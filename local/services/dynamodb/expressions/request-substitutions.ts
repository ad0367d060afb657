import { validationError } from '../validation-error.ts';
import type { ExpressionKind } from './invalid-expression.ts';
import { type ExpressionAttributes, Substitutions } from './substitutions.ts';

/** The expressions of a request by their parameter; undefined for one that was not given. */
export type GivenExpressions = Partial<Readonly<Record<ExpressionKind, string | undefined>>>;

/**
 * What the placeholders of a request stand for; there must be an expression that could use them.
 *
 * @param expressions in the order in which AWS names them
 * @throws `ValidationException` in AWS's words
 */
export const requestSubstitutions = (request: ExpressionAttributes, expressions: GivenExpressions): Substitutions => {
  if (request.ExpressionAttributeNames !== undefined && Object.values(expressions).every(isMissing)) {
    throw validationError('ExpressionAttributeNames can only be specified when using expressions');
  }
  if (request.ExpressionAttributeValues !== undefined) {
    const { ProjectionExpression: _takesNoValues, ...withValues } = expressions;
    if (Object.values(withValues).every(isMissing)) {
      const kinds = Object.keys(withValues);
      throw validationError(
        `ExpressionAttributeValues can only be specified when using expressions: ${kinds.join(' and ')} ${kinds.length > 1 ? 'are' : 'is'} null`,
      );
    }
  }
  return new Substitutions(request);
};

const isMissing = (expression: string | undefined): boolean => expression === undefined;
