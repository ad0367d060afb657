import * as z from 'zod';
import type { DatedSize, TierState } from '../../core/scaling/model.ts';
import { newTierState } from '../../core/scaling/new-tier-state.ts';
import type { Item, Key } from './dynamo-table.ts';
import { instant, iso, isoOrNull, orNull, withoutNulls } from './stored-item.ts';

export const tierKey = (tierId: string): Key => ({ pk: `TIER#${tierId}`, sk: 'STATE' });

const size = z.int().min(0);
const intent = z
  .object({ size, version: z.int(), at: instant })
  .transform(({ at, ...rest }) => ({ ...rest, atMs: at }));
const applied = z
  .object({
    size,
    version: z.int(),
    outcome: z.enum([
      'settled',
      'no-capacity',
      'quota',
      'launch-failed',
      'unhealthy',
      'stopped-by-switch',
      'call-failed',
      'overruled',
    ]),
    at: instant,
  })
  .transform(({ at, ...rest }) => ({ ...rest, atMs: at }));
const datedSize = z.object({ at: instant, size }).transform((dated) => ({ atMs: dated.at, size: dated.size }));
const rails = z
  .object({
    lastIncreaseAt: orNull(instant),
    increaseReadyAt: orNull(instant),
    lastDecreaseAt: orNull(instant),
    reversalsAt: z.array(instant).default([]),
    recentWants: z.array(datedSize).default([]),
    foreignSince: orNull(instant),
    foreignSize: orNull(size),
  })
  .transform((stored) => ({
    lastIncreaseAtMs: stored.lastIncreaseAt,
    increaseReadyAtMs: stored.increaseReadyAt,
    lastDecreaseAtMs: stored.lastDecreaseAt,
    reversalsAtMs: stored.reversalsAt,
    recentWants: stored.recentWants,
    foreignSinceMs: stored.foreignSince,
    foreignSize: stored.foreignSize,
  }));

/** A STATE item as it is stored. Sleep may have made it before the first look, so all but the revision may be missing. */
export const tierItemSchema: z.ZodType<Omit<TierState, 'tierId'>> = z
  .object({
    revision: z.int().min(1),
    target: orNull(size),
    targetVersion: z.int().min(0).default(0),
    attempt: z.int().min(0).default(0),
    attemptedAt: orNull(instant),
    intent: orNull(intent),
    applied: orNull(applied),
    ownSizes: z.array(size).default([]),
    formerSizes: z.array(datedSize).default([]),
    lateRead: orNull(datedSize),
    lastTickAt: orNull(instant),
    policyState: orNull(z.instanceof(Uint8Array)),
    shadowState: orNull(z.instanceof(Uint8Array)),
    seasonHour: orNull(z.int()),
    history: z.enum(['unread', 'lost', 'read']).default('unread'),
    rails: rails.optional(),
    suspendedBy: orNull(z.string()),
    loadBalancer: orNull(
      z.object({ targetGroup: z.string(), loadBalancer: z.string(), isExclusive: orNull(z.boolean()) }),
    ),
    lastReason: orNull(z.string()),
    lastRecordedAt: orNull(instant),
  })
  .transform(({ attemptedAt, lastTickAt, lastRecordedAt, ...stored }) => ({
    ...stored,
    rails: stored.rails ?? newTierState('').rails,
    attemptedAtMs: attemptedAt,
    lastTickMs: lastTickAt,
    lastRecordedAtMs: lastRecordedAt,
  }));

const storedSize = ({ atMs, size: asked }: DatedSize) => ({ at: iso(atMs), size: asked });

/** The STATE item of a tier, one revision on. */
export function tierItem(state: TierState): Item {
  const {
    tierId,
    attemptedAtMs,
    lastTickMs,
    lastRecordedAtMs,
    formerSizes,
    lateRead,
    intent: wanted,
    applied: done,
    rails: memory,
    ...same
  } = state;
  return withoutNulls({
    ...tierKey(tierId),
    ...same,
    revision: state.revision + 1,
    attemptedAt: isoOrNull(attemptedAtMs),
    intent: wanted && { size: wanted.size, version: wanted.version, at: iso(wanted.atMs) },
    applied: done && { size: done.size, version: done.version, outcome: done.outcome, at: iso(done.atMs) },
    formerSizes: formerSizes.map(storedSize),
    lateRead: lateRead && storedSize(lateRead),
    lastTickAt: isoOrNull(lastTickMs),
    rails: {
      lastIncreaseAt: isoOrNull(memory.lastIncreaseAtMs),
      increaseReadyAt: isoOrNull(memory.increaseReadyAtMs),
      lastDecreaseAt: isoOrNull(memory.lastDecreaseAtMs),
      reversalsAt: memory.reversalsAtMs.map(iso),
      recentWants: memory.recentWants.map(storedSize),
      foreignSince: isoOrNull(memory.foreignSinceMs),
      foreignSize: memory.foreignSize,
    },
    lastRecordedAt: isoOrNull(lastRecordedAtMs),
  });
}
