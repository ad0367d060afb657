import type { Kernel, ServiceModule } from '../../kernel.ts';
import { getParameter } from './get-parameter.ts';

/** The public parameters that templates ask for. */
export const createSsm = (kernel: Kernel): ServiceModule => ({
  service: {
    name: 'ssm',
    integration: { name: 'ssm', errorPrefix: 'Ssm' },
    operations: { GetParameter: getParameter(kernel) },
  },
  resources: [],
});
