import jsonata from 'jsonata';
import type { Environment, Eventual, Scope } from '../model.ts';
import { compileFast, FALL_BACK } from './compile-fast.ts';
import { normalizeResult } from './normalize-result.ts';
import { registerFunctions } from './register-functions.ts';

/** A compiled JSONata expression; undefined is "nothing", which no field accepts. */
export type Expression = (scope: Scope) => Eventual<unknown>;

/**
 * Compile JSONata as Step Functions evaluates it: no input document, `$states` and the variables bound.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 *
 * What is simple is also compiled to a function that needs no promise; where that one meets a value it does not know
 * it gives up and the library decides. Both give equal results.
 *
 * @throws whatever the library says about the syntax, with `message`
 */
export const compileExpression = (source: string, environment: Environment): Expression => {
  const compiled = jsonata(source);
  registerFunctions(compiled, source, environment);
  const evaluate = async (scope: Scope): Promise<unknown> =>
    normalizeResult(await compiled.evaluate(undefined, bindingsOf(scope)));
  const fast = compileFast(compiled.ast(), environment);
  if (fast === undefined) return evaluate;
  return (scope) => {
    try {
      return fast(scope);
    } catch (thrown) {
      if (thrown !== FALL_BACK) throw thrown;
      return evaluate(scope);
    }
  };
};

const bindingsOf = ({ variables, input, context, result, errorOutput }: Scope): Record<string, unknown> => ({
  ...variables,
  states: {
    input,
    context,
    ...(result === undefined ? {} : { result }),
    ...(errorOutput === undefined ? {} : { errorOutput }),
  },
});
