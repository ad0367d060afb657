import type { Kernel, ServiceModule } from '../../kernel.ts';
import { eventInvokeConfigResource } from './event-invoke-config-resource.ts';
import { EventQueue } from './event-queue.ts';
import { parseFunctionName } from './function-name.ts';
import { functionResource } from './function-resource.ts';
import { FunctionRunner } from './function-runner.ts';
import { invoke } from './invoke.ts';
import { type LambdaDependencies, LambdaModel, type LambdaSettings } from './lambda-model.ts';
import { permissionResource } from './permission-resource.ts';

export interface Lambda extends ServiceModule {
  readonly model: LambdaModel;
}

/** AWS Lambda: runs the bundles of an assembly as they are deployed. */
export const createLambda = (
  kernel: Kernel,
  dependencies: LambdaDependencies,
  settings: Partial<LambdaSettings> = {},
): Lambda => {
  const model = new LambdaModel(kernel, dependencies, {
    accountConcurrency: 1000,
    environmentLifetimeSeconds: Number.POSITIVE_INFINITY,
    ...settings,
  });
  const runner = new FunctionRunner(model);
  const queue = new EventQueue(model, runner);
  return {
    model,
    service: {
      name: 'lambda',
      integration: { name: 'lambda', errorPrefix: 'Lambda' },
      operations: { Invoke: invoke(model, runner, queue) },
      resourcePolicy: (arn) => model.functions.get(parseFunctionName(arn).name)?.policy,
    },
    resources: [functionResource(model), permissionResource(model), eventInvokeConfigResource(model)],
  };
};
