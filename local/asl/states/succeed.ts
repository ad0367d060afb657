import { eventual } from '../eventual.ts';
import type { StateType } from '../state-type.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-succeed.html */
export const succeedState: StateType = {
  fields: { JSONata: ['Output', 'Assign'], JSONPath: ['InputPath', 'OutputPath', 'Assign'] },
  hasTransition: false,
  canFail: false,
  compile: ({ fields, language }) => {
    const flow = language.passFlow(fields);
    return ({ scope }) =>
      eventual(flow.complete(scope, scope.input), (completion) => ({ ...completion, next: undefined }));
  },
};
