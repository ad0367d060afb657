import type { Invariant } from './invariant.ts';
import type { Decision, GroupSight, OtherEffect } from './observation.ts';

const HEALTHY_SHARE = 0.9;
const BRAKE_INSTANCES = 2;
const BRAKE_SHARE = 0.2;
const BRAKE_ZONE_MEMBERS = 5;

/** Nothing healthy is taken from a fleet that is not well, and a mass failure is not healed machine by machine. */
export const healthyFloor: Invariant = {
  id: 'S4',
  claim: 'no healthy instance is taken while fewer than 90 % are healthy, and healing stops when many are bad at once',
  watch: () => (seen) => {
    if (seen.kind === 'decision') return floorProblem(seen);
    if (seen.kind === 'effect' && seen.call === 'autoscaling:SetInstanceHealth') return brakeProblem(seen);
    return null;
  },
};

const floorProblem = ({ tierId, to, group }: Decision): string | null => {
  if (group === null || to >= group.members || group.healthy >= HEALTHY_SHARE * group.desired) return null;
  return `tier ${tierId} was to shrink to ${to} while only ${group.healthy} of ${group.desired} were healthy`;
};

const brakeProblem = ({ input, group, actor }: OtherEffect): string | null => {
  if (group === null || input['HealthStatus'] !== 'Unhealthy' || !isMassFailure(group)) return null;
  return `${actor.name} ended an instance of ${group.name} while ${group.bad.length} of ${group.inService} were bad at once`;
};

const isMassFailure = ({ bad, inService, zones }: GroupSight): boolean => {
  const isMany = (count: number, of: number): boolean => count >= BRAKE_INSTANCES && count > BRAKE_SHARE * of;
  if (isMany(bad.length, inService)) return true;
  return Object.entries(zones).some(
    ([zone, members]) =>
      members >= BRAKE_ZONE_MEMBERS && isMany(bad.filter((each) => each.zone === zone).length, members),
  );
};
