import { bindProjection } from '../expressions/bind-projection.ts';
import { parseExpression } from '../expressions/parse-expression.ts';
import { requestSubstitutions } from '../expressions/request-substitutions.ts';
import type { ExpressionAttributes } from '../expressions/substitutions.ts';
import type { DocumentPath } from '../expressions/syntax.ts';

export interface ProjectionInput extends Pick<ExpressionAttributes, 'ExpressionAttributeNames'> {
  readonly ProjectionExpression?: string;
}

/** The projection of a request that has no other expression. @throws `ValidationException` in AWS's words */
export const bindRequestProjection = (input: ProjectionInput): readonly DocumentPath[] | undefined => {
  const { ProjectionExpression, ExpressionAttributeNames } = input;
  const names = ExpressionAttributeNames === undefined ? {} : { ExpressionAttributeNames };
  const substitutions = requestSubstitutions(names, { ProjectionExpression });
  if (ProjectionExpression === undefined) return undefined;
  const paths = bindProjection(parseExpression.ProjectionExpression(ProjectionExpression).syntax, substitutions);
  substitutions.checkAllUsed();
  return paths;
};
