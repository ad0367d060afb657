import type { Fleet } from './fleet.ts';
import type { GroupRecord } from './group.ts';

/** Leave a zone to the others for a while; what has become uneven by then is balanced when it is tried again. */
export const avoidZone = (fleet: Fleet, group: GroupRecord, zone: string): void => {
  group.avoidedZones.set(zone, fleet.kernel.clock.nowMs + fleet.settings.avoidZoneSeconds * 1000);
  fleet.lookSoon(group, fleet.settings.avoidZoneSeconds);
};

/** Look again after launches that failed, later each time. */
export const retryLater = (fleet: Fleet, group: GroupRecord): void => {
  const { retrySeconds, retryMaxSeconds } = fleet.settings;
  group.failedLaunches += 1;
  fleet.lookSoon(group, Math.min(retryMaxSeconds, retrySeconds * 2 ** (group.failedLaunches - 1)));
};
