import { chooseZones } from './choose-zones.ts';
import { drawFromWarmPool } from './draw-from-warm-pool.ts';
import { causeTime, type Fleet } from './fleet.ts';
import { countedMembers, type GroupRecord, zoneCounts } from './group.ts';
import { launchOne, usableZones } from './launch-one.ts';
import { avoidZone, retryLater } from './retry-launches.ts';

/**
 * Take instances from the warm pool, then launch others, balanced over the group's zones. A zone without capacity is left for
 * the others; when all of them fail the group looks again later, longer each time.
 */
export const launchMembers = (fleet: Fleet, group: GroupRecord, launches: number): void => {
  const { clock } = fleet.kernel;
  const counted = countedMembers(group).length;
  const started = `At ${causeTime(clock.nowMs)} an instance was started in response to a difference between desired and actual capacity, increasing the capacity from ${counted} to ${counted + launches}.`;
  const cause = [...group.changes, started].join('  ');
  let left = launches - drawFromWarmPool(fleet, group, launches, cause);
  for (let zones = usableZones(group, clock.nowMs); zones.length > 0 && left > 0; ) {
    const failedZone = launchUntilFailure(fleet, group, zones, left, cause);
    left = counted + launches - countedMembers(group).length;
    if (failedZone === undefined) break;
    avoidZone(fleet, group, failedZone);
    zones = zones.filter((zone) => zone !== failedZone);
  }
  if (left === 0) group.failedLaunches = 0;
  else retryLater(fleet, group);
};

/** Launch one instance in this zone and no other. */
export const launchToBalance = (fleet: Fleet, group: GroupRecord, zone: string, cause: string): void => {
  if (!launchOne(fleet, group, zone, cause)) avoidZone(fleet, group, zone);
};

/** @returns the zone in which a launch failed */
const launchUntilFailure = (
  fleet: Fleet,
  group: GroupRecord,
  zones: readonly string[],
  launches: number,
  cause: string,
): string | undefined => {
  for (const zone of chooseZones(zoneCounts(group), zones, launches)) {
    if (!launchOne(fleet, group, zone, cause)) return zone;
  }
  return undefined;
};
