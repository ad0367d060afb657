import type { Kernel, ServiceModule } from '../../kernel.ts';
import { getParameter } from './get-parameter.ts';
import { parameterResource } from './parameter-resource.ts';
import { SsmModel } from './ssm-model.ts';

/** The parameters that templates make and ask for. */
export const createSsm = (kernel: Kernel): ServiceModule => {
  const model = new SsmModel(kernel);
  return {
    service: {
      name: 'ssm',
      integration: { name: 'ssm', errorPrefix: 'Ssm' },
      operations: { GetParameter: getParameter(model) },
    },
    resources: [parameterResource(model)],
  };
};
