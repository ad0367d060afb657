import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { namedProcesses, type ProcessesInput } from './named-processes.ts';

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_SuspendProcesses.html */
export const suspendProcesses = (model: AutoScalingModel) =>
  operation({
    authorize: (input: ProcessesInput) => groupAccess(model, 'SuspendProcesses', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      const time = new Date(model.kernel.clock.nowMs).toISOString().slice(0, 19);
      for (const process of namedProcesses(input)) group.suspended.set(process, `User suspended at ${time}Z`);
      return {};
    },
  });
