import type { BlueprintSource } from './blueprint-schema.ts';
import type { Calendar, LoadPolicySpec, PolicySpec, Schedule } from './model.ts';
import { defaultTargetTracking, type PolicySource } from './policy-schema.ts';

/** A policy that has passed every check, with short forms written out and schedules in place of their names. */
export function expandPolicy(
  source: PolicySource,
  schedules: Readonly<Record<string, Schedule>>,
  calendars: BlueprintSource['calendars'],
): PolicySpec {
  if (typeof source === 'string' || source.type !== 'scheduled-floor') return expandLoadPolicy(source);
  return {
    type: source.type,
    floors: source.floors.flatMap(({ schedule: name, size }) => {
      const schedule = schedules[name];
      // A schedule that the blueprint lacks was refused by tierProblems.
      return schedule === undefined ? [] : [{ name, schedule, calendars: calendarsOf(schedule, calendars), size }];
    }),
    leadMinutes: source.leadMinutes,
    policy: expandLoadPolicy(source.policy),
  };
}

const expandLoadPolicy = (source: Exclude<PolicySource, { readonly type: 'scheduled-floor' }>): LoadPolicySpec =>
  source === 'target-tracking' ? defaultTargetTracking : source;

const calendarsOf = (schedule: Schedule, all: BlueprintSource['calendars']): Readonly<Record<string, Calendar>> =>
  Object.fromEntries(Object.entries(all).filter(([name]) => schedule.calendars.includes(name)));
