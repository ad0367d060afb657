import type { Operand, Scope } from '../model.ts';
import { QueryError } from '../query-error.ts';
import type { StateType } from '../state-type.ts';
import { StatesError } from '../states-error.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-fail.html */
export const failState: StateType = {
  fields: { JSONata: ['Error', 'Cause'], JSONPath: ['Error', 'ErrorPath', 'Cause', 'CausePath'] },
  hasTransition: false,
  canFail: false,
  compile: ({ fields, language }) => {
    for (const name of ['Error', 'Cause']) fields.allowOneOf(name, `${name}Path`);
    const error = language.operand(fields, 'Error');
    const cause = language.operand(fields, 'Cause');
    for (const operand of [error, cause]) if (operand?.isLiteral) fields.string(operand.field);
    return async ({ scope }) => {
      throw new StatesError(await text(error, scope), await text(cause, scope), { isTerminal: false });
    };
  },
};

const text = async (operand: Operand | undefined, scope: Scope): Promise<string | undefined> => {
  const value = await operand?.evaluate(scope);
  if (value === undefined || typeof value === 'string') return value;
  const error = operand?.isPath ? 'States.Runtime' : 'States.QueryEvaluationError';
  throw new QueryError(
    error,
    `The field '${operand?.field}' must be a string but was: ${JSON.stringify(value)}`,
    operand?.field,
  );
};
