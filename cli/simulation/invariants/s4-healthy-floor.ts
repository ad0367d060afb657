import { BrakeAlerts } from './brake-alerts.ts';
import type { Invariant } from './invariant.ts';
import { isMassFailure } from './mass-failures.ts';
import type { Decision, OtherEffect } from './observation.ts';

const HEALTHY_SHARE = 0.9;

/** Nothing healthy is taken from a fleet that is not well, and a mass failure is not healed machine by machine. */
export const healthyFloor: Invariant = {
  id: 'S4',
  claim:
    'no healthy instance is taken while fewer than 90 % are healthy, and healing stops when many are bad at once, which is told once',
  watch: (blueprint) => {
    const alerts = new BrakeAlerts(blueprint);
    return (seen) => {
      if (seen.kind === 'decision') return floorProblem(seen);
      if (seen.kind === 'effect' && seen.call === 'autoscaling:SetInstanceHealth') return brakeProblem(seen);
      return alerts.problem(seen);
    };
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
