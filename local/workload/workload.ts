import type { Kernel } from '../kernel.ts';
import { type Drive, MINUTE_MS, STEP_SECONDS, TierLoad, type WorkloadMinute, type WorkloadParts } from './tier-load.ts';

export type { Drive, WorkloadMinute } from './tier-load.ts';

/** Load on Auto Scaling groups, and what came of it. */
export interface Workload {
  /**
   * Drive a group from the next whole minute on. A group that exists but has no load can be driven with zero requests, to
   * have its sizes in `series`.
   *
   * @throws Error when the group is driven already
   */
  drive(drive: Drive): void;
  /** Each whole minute so far, oldest first. @throws Error when the group is not driven */
  series(groupName: string): readonly WorkloadMinute[];
  /**
   * Seconds that all instances of the group, the gone among them, are billed for so far: by the second while running, at least
   * 60 each.
   */
  billedInstanceSeconds(groupName: string): number;
}

/** Turns request counts into load, latency and errors: a trace in, metrics and a series out. */
export const createWorkload = (kernel: Kernel, parts: WorkloadParts): Workload => {
  const loads = new Map<string, TierLoad>();
  return {
    drive: (drive) => {
      if (loads.has(drive.groupName)) throw new Error(`group ${drive.groupName} is driven already`);
      const load = new TierLoad(kernel, parts, drive);
      loads.set(drive.groupName, load);
      const startMs = Math.ceil(kernel.clock.nowMs / MINUTE_MS) * MINUTE_MS;
      kernel.clock.every(STEP_SECONDS * 1000, startMs + STEP_SECONDS * 1000, () => load.step());
    },
    series: (groupName) => {
      const load = loads.get(groupName);
      if (load === undefined) throw new Error(`group ${groupName} is not driven; ${[...loads.keys()].join(', ')} are`);
      return load.minutes;
    },
    billedInstanceSeconds: (groupName) => parts.ec2.billedSeconds(groupName),
  };
};
