import { eventual } from '../eventual.ts';
import type { StateType } from '../state-type.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-pass.html */
export const passState: StateType = {
  fields: {
    JSONata: ['Output', 'Assign'],
    JSONPath: ['InputPath', 'Parameters', 'Result', 'ResultPath', 'OutputPath', 'Assign'],
  },
  hasTransition: true,
  canFail: false,
  compile: ({ fields, language, next }) => {
    if (language.name === 'JSONata') {
      const flow = language.passFlow(fields);
      return ({ scope }) => eventual(flow.complete(scope, scope.input), (completion) => ({ ...completion, next }));
    }
    const flow = language.workFlow(fields);
    const hasResult = fields.has('Result');
    const result = fields.value('Result');
    return ({ scope }) => {
      const work = flow.prepare(scope);
      return eventual(flow.complete(scope, hasResult ? result : work), (completion) => ({ ...completion, next }));
    };
  },
};
