import * as z from 'zod';
import type { HealingState } from '../../core/healing/model.ts';
import type { Item, Key } from './dynamo-table.ts';
import { instant, iso, isoOrNull, orNull, withoutNulls } from './stored-item.ts';

export const healingKey = (tierId: string): Key => ({ pk: `TIER#${tierId}`, sk: 'HEALING' });

/** A HEALING item as it is stored. */
export const healingItemSchema: z.ZodType<Omit<HealingState, 'tierId'>> = z
  .object({
    revision: z.int().min(1),
    epoch: z.int().min(0),
    leaseUntil: orNull(instant),
    badSince: z.record(z.string(), instant).default({}),
    attempts: z.record(z.string(), z.int()).default({}),
    replacedAt: z.array(instant).default([]),
    isBraking: z.boolean().default(false),
    targetGroupArns: z.array(z.string()).default([]),
    lastReason: orNull(z.string()),
    lastRecordedAt: orNull(instant),
  })
  .transform(({ leaseUntil, badSince, replacedAt, lastRecordedAt, ...stored }) => ({
    ...stored,
    leaseUntilMs: leaseUntil,
    badSinceMs: badSince,
    replacedAtMs: replacedAt,
    lastRecordedAtMs: lastRecordedAt,
  }));

/** The HEALING item of a tier, one revision on. */
export function healingItem(state: HealingState): Item {
  const { tierId, leaseUntilMs, badSinceMs, replacedAtMs, lastRecordedAtMs, ...same } = state;
  return withoutNulls({
    ...healingKey(tierId),
    ...same,
    revision: state.revision + 1,
    leaseUntil: isoOrNull(leaseUntilMs),
    badSince: Object.fromEntries(Object.entries(badSinceMs).map(([id, sinceMs]) => [id, iso(sinceMs)])),
    replacedAt: replacedAtMs.map(iso),
    lastRecordedAt: isoOrNull(lastRecordedAtMs),
  });
}
