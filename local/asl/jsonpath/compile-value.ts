import type { Environment } from '../model.ts';
import { compileIntrinsic } from './compile-intrinsic.ts';
import { compilePath, type PathQuery, required } from './compile-path.ts';

/**
 * Compile the value of a field whose name ends in `.$`: a path or an intrinsic function.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 *
 * @param field as AWS names it in its message, with the `.$`
 * @throws `SyntaxError`
 */
export const compileValue = (text: string, field: string, environment: Environment): PathQuery => {
  if (text.startsWith('States.')) return compileIntrinsic(text, field, environment);
  const query = compilePath(text);
  return (scope, focus) => required(query(scope, focus), text, field, focus);
};
