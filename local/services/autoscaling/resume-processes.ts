import { operation } from '../../kernel.ts';
import { groupAccess } from './access.ts';
import type { AutoScalingModel } from './autoscaling-model.ts';
import { namedProcesses, type ProcessesInput } from './named-processes.ts';

/**
 * https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_ResumeProcesses.html
 * Instances launched while AddToLoadBalancer was suspended are not added afterwards (as-suspend-resume-processes.html in the user guide).
 */
export const resumeProcesses = (model: AutoScalingModel) =>
  operation({
    authorize: (input: ProcessesInput) => groupAccess(model, 'ResumeProcesses', input.AutoScalingGroupName),
    run: (input) => {
      const group = model.existing(input.AutoScalingGroupName);
      for (const process of namedProcesses(input)) group.suspended.delete(process);
      model.checkAll(group);
      model.lookSoon(group);
      return {};
    },
  });
