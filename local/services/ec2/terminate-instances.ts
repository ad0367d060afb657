import { type Kernel, operation } from '../../kernel.ts';
import { instanceAccess } from './access.ts';
import type { Ec2Model } from './ec2-model.ts';
import { instanceStateOf } from './instance.ts';

export interface TerminateInstancesInput {
  readonly InstanceIds: readonly string[];
}

/** All or none, and safe to repeat: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_TerminateInstances.html */
export const terminateInstances = (kernel: Kernel, ec2: Ec2Model) =>
  operation({
    authorize: (input: TerminateInstancesInput) =>
      input.InstanceIds.map((id) => instanceAccess(kernel, ec2, 'ec2:TerminateInstances', id)),
    run: (input) => {
      const instances = input.InstanceIds.map((id) => ec2.existing(id));
      return {
        TerminatingInstances: instances.map((instance) => {
          const PreviousState = instanceStateOf(instance);
          ec2.terminate(instance.instanceId);
          return { InstanceId: instance.instanceId, PreviousState, CurrentState: instanceStateOf(instance) };
        }),
      };
    },
  });
