import type { Kernel, ServiceModule } from '../../kernel.ts';
import { describeInstanceStatus } from './describe-instance-status.ts';
import { describeInstances } from './describe-instances.ts';
import { Ec2Model } from './ec2-model.ts';
import type { Ec2Settings } from './ec2-settings.ts';
import { getConsoleOutput } from './get-console-output.ts';
import { launchTemplateResource } from './launch-template-resource.ts';
import { networkResources } from './network-resources.ts';
import { subnetResource } from './subnet-resource.ts';
import { terminateInstances } from './terminate-instances.ts';

export type Ec2 = ServiceModule & Ec2Model;

/** EC2 as Auto Scaling needs it: instances that boot, serve, hang and end, and a network that is only there. */
export const createEc2 = (kernel: Kernel, settings: Partial<Ec2Settings> = {}): Ec2 => {
  const model = new Ec2Model(kernel, settings);
  const module: ServiceModule = {
    service: {
      name: 'ec2',
      integration: { name: 'ec2', errorPrefix: 'Ec2' },
      operations: {
        DescribeInstances: describeInstances(model),
        DescribeInstanceStatus: describeInstanceStatus(kernel, model),
        GetConsoleOutput: getConsoleOutput(kernel, model),
        TerminateInstances: terminateInstances(kernel, model),
      },
    },
    resources: [...networkResources(kernel), subnetResource(kernel, model), launchTemplateResource(kernel, model)],
  };
  return Object.assign(model, module);
};
