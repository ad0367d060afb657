import type { Cloud } from '../../../local/cloud.ts';
import type { Instance } from '../../../local/services/ec2/instance.ts';
import type { GroupSight } from './observation.ts';

const INSTALLATION_TAG = 'rubato:installation';
const PROTECT_TAG = 'rubato:protect';

/** Three failed health checks, a minute of metrics and a look: after that an instance that does not serve is known to be bad. */
export const FOUND_OUT_MS = 180_000;

/**
 * What is true of a group now.
 *
 * @param foundOutMs for how long an instance may have hung before it is known to be bad
 */
export const groupSight = (
  { autoscaling, ec2, nowMs }: Cloud,
  name: string,
  installation: string,
  foundOutMs: number,
): GroupSight | null => {
  const group = autoscaling.group(name);
  if (group === undefined) return null;
  const staying = [...group.members.values()].filter(({ lifecycleState }) => lifecycleState !== 'Terminating');
  const inService = staying.filter(({ lifecycleState }) => lifecycleState === 'InService');
  const bad = inService.filter(({ instanceId }) => isBad(ec2.instance(instanceId), nowMs - foundOutMs));
  const zones: Record<string, number> = {};
  for (const { zone } of inService) zones[zone] = (zones[zone] ?? 0) + 1;
  return {
    name,
    min: group.min,
    max: group.max,
    desired: group.desired,
    members: staying.length,
    inService: inService.length,
    healthy: inService.length - bad.length,
    bad,
    zones,
    isBalanced: group.targetGroupArns.length > 0,
    isOwned: group.tags.get(INSTALLATION_TAG)?.value === installation,
    isProtected: group.tags.has(PROTECT_TAG),
  };
};

const isBad = (instance: Instance | undefined, sinceMs: number): boolean =>
  instance === undefined || (instance.hungAtMs !== undefined && instance.hungAtMs < sinceMs);
