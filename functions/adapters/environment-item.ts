import * as z from 'zod';
import type { EnvironmentState } from '../../core/environment/model.ts';
import type { Item, Key } from './dynamo-table.ts';
import { instant, iso, isoOrNull, orNull, withoutNulls } from './stored-item.ts';

export const environmentKey = (environmentId: string): Key => ({ pk: `ENV#${environmentId}`, sk: 'STATE' });

const size = z.int().min(0);

/** Sizes by group, as they were before the environment slept. */
export const savedSizesSchema = z.record(z.string(), z.object({ min: size, max: size, desired: size })).default({});

const override = z
  .object({ wanted: z.enum(['awake', 'asleep', 'hold']), until: instant })
  .transform(({ wanted, until }) => ({ wanted, untilMs: until }));

/** A STATE item as it is stored. */
export const environmentItemSchema: z.ZodType<Omit<EnvironmentState, 'environmentId'>> = z
  .object({
    revision: z.int().min(1),
    phase: z.enum(['awake', 'falling-asleep', 'asleep', 'waking', 'blocked']),
    blockedReason: orNull(z.string()),
    blockedAt: orNull(instant),
    wanted: orNull(z.enum(['awake', 'asleep'])),
    epoch: z.int().min(0),
    leaseUntil: orNull(instant),
    attempt: z.int().min(0),
    attemptedAt: orNull(instant),
    lastEvaluatedAt: orNull(instant),
    scheduleHash: orNull(z.string()),
    nextDueAt: instant,
    savedSizes: savedSizesSchema,
    override: orNull(override),
    lastReason: orNull(z.string()),
    lastRecordedAt: orNull(instant),
  })
  .transform(({ blockedAt, leaseUntil, attemptedAt, lastEvaluatedAt, nextDueAt, lastRecordedAt, ...stored }) => ({
    ...stored,
    blockedAtMs: blockedAt,
    leaseUntilMs: leaseUntil,
    attemptedAtMs: attemptedAt,
    lastEvaluatedAtMs: lastEvaluatedAt,
    nextDueAtMs: nextDueAt,
    lastRecordedAtMs: lastRecordedAt,
  }));

/** The STATE item of an environment, one revision on. */
export function environmentItem(state: EnvironmentState): Item {
  const {
    environmentId,
    blockedAtMs,
    leaseUntilMs,
    attemptedAtMs,
    lastEvaluatedAtMs,
    nextDueAtMs,
    lastRecordedAtMs,
    ...same
  } = state;
  return withoutNulls({
    ...environmentKey(environmentId),
    ...same,
    revision: state.revision + 1,
    blockedAt: isoOrNull(blockedAtMs),
    leaseUntil: isoOrNull(leaseUntilMs),
    attemptedAt: isoOrNull(attemptedAtMs),
    lastEvaluatedAt: isoOrNull(lastEvaluatedAtMs),
    dueKind: 'ENV',
    nextDueAt: iso(nextDueAtMs),
    override: state.override && { wanted: state.override.wanted, until: iso(state.override.untilMs) },
    lastRecordedAt: isoOrNull(lastRecordedAtMs),
  });
}
