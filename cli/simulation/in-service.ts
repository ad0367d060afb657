import type { Cloud } from '../../local/cloud.ts';

/** Members of a group that are in service, in the order in which they came; none of a group that is not there. */
export const inService = ({ autoscaling }: Pick<Cloud, 'autoscaling'>, group: string) =>
  [...(autoscaling.group(group)?.members.values() ?? [])].filter(
    ({ lifecycleState }) => lifecycleState === 'InService',
  );
