import type { Kernel, ServiceModule } from '../../kernel.ts';
import { repositoryResource } from './repository-resource.ts';

/** Repositories exist; container images are not run here, so nobody pushes one. */
export const createEcr = (kernel: Kernel): ServiceModule => ({
  service: { name: 'ecr', integration: { name: 'ecr', errorPrefix: 'Ecr' }, operations: {} },
  resources: [repositoryResource(kernel)],
});
