import type { DocumentPath, Parsed } from './syntax.ts';
import { TokenReader } from './token-reader.ts';

/**
 * The grammar of projections: paths with commas between them.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
 *
 * @throws `ValidationException` in AWS's words
 */
export const parseProjection = (text: string): Parsed<readonly DocumentPath[]> => {
  const reader = new TokenReader('ProjectionExpression', text);
  const syntax = reader.list(() => reader.path().path);
  reader.finish([]);
  return { syntax, attributes: reader.attributes };
};
