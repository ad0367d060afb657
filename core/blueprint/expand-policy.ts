import type { BlueprintSource } from './blueprint-schema.ts';
import type { Calendar, LoadPolicySpec, PolicySpec, Schedule } from './model.ts';
import { defaultTargetTracking, type PolicySource } from './policy-schema.ts';

/** What a policy may refer to. */
export interface PolicySurroundings {
  readonly schedules: Readonly<Record<string, Schedule>>;
  readonly calendars: BlueprintSource['calendars'];
  /** Of the tier. */
  readonly unservedPrice: number;
}

/** A policy that has passed every check, with short forms written out and schedules in place of their names. */
export function expandPolicy(source: PolicySource, around: PolicySurroundings): PolicySpec {
  if (typeof source === 'string' || source.type !== 'scheduled-floor') return expandLoadPolicy(source, around);
  return {
    type: source.type,
    floors: source.floors.flatMap(({ schedule: name, size }) => {
      const schedule = around.schedules[name];
      // A schedule that the blueprint lacks was refused by tierProblems.
      return schedule === undefined
        ? []
        : [{ name, schedule, calendars: calendarsOf(schedule, around.calendars), size }];
    }),
    leadMinutes: source.leadMinutes,
    policy: expandLoadPolicy(source.policy, around),
  };
}

function expandLoadPolicy(
  source: Exclude<PolicySource, { readonly type: 'scheduled-floor' }>,
  { unservedPrice }: PolicySurroundings,
): LoadPolicySpec {
  if (source === 'target-tracking') return defaultTargetTracking;
  if (source === 'adaptive') return { type: 'adaptive', unservedPrice };
  return source.type === 'adaptive'
    ? { type: 'adaptive', unservedPrice: source.unservedPrice ?? unservedPrice }
    : source;
}

const calendarsOf = (schedule: Schedule, all: BlueprintSource['calendars']): Readonly<Record<string, Calendar>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => schedule.calendars.includes(name)));
