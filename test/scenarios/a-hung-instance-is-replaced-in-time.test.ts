import { describe, expect, it } from 'vitest';
import { DEFAULT_EC2_SETTINGS } from '../../local/services/ec2/ec2-settings.ts';
import { heals, openShopOf } from './shop.ts';
import { MINUTE_MS } from './world.ts';

/** Beside the boot of the replacement. */
const IN_TIME_SECONDS = 180;

/** Seconds after a full two minutes in which an instance hangs: sweeps, alarms and health checks are in another phase each time. */
const OFFSETS = Array.from({ length: 12 }, (_, index) => index * 10 + 1);
/** Of the sweep alone: without events and alarms each minute is like the other. */
const OFFSETS_OF_A_MINUTE = OFFSETS.slice(0, 6);

/** From one hang to the next, so that the tier has long been quiet; full cycles of two minutes. */
const APART_MS = 32 * MINUTE_MS;

const EVENTS: ReadonlySet<string> = new Set(['aws.cloudwatch', 'aws.ec2', 'aws.autoscaling']);

/** Seconds from each hang to the end of its replacement, less the boot. */
const delaysOf = async (areEventsLost: boolean, offsets: readonly number[]): Promise<readonly number[]> => {
  const world = await openShopOf(3, {
    settings: { ec2: { bootSpreadShare: 0 } },
    faults: { deliveries: ({ source }) => (areEventsLost && EVENTS.has(source) ? 0 : 1) },
  });
  const startMs = world.nowMs;
  const hung = offsets.map((seconds, index) =>
    world.rehearsal.hangOneAt(world.tier(), startMs + (index + 1) * APART_MS + seconds * 1000),
  );
  await world.cloud.advanceTo(startMs + (offsets.length + 1) * APART_MS);
  expect(heals(world)).toMatchObject(hung.map(({ instanceId }) => ({ instanceId, outcome: 'replaced' })));
  return heals(world).map(
    ({ endedAtMs }, index) => (endedAtMs - (hung[index]?.atMs ?? Number.NaN)) / 1000 - DEFAULT_EC2_SETTINGS.bootSeconds,
  );
};

describe('an instance that hangs in a quiet tier is replaced within its boot and 3 minutes', () => {
  it.each([
    { when: 'events and alarms arrive', areEventsLost: false, offsets: OFFSETS },
    { when: 'every event and alarm is lost', areEventsLost: true, offsets: OFFSETS_OF_A_MINUTE },
  ])('at any time of the cycle, when $when', async ({ when, areEventsLost, offsets }) => {
    const delays = await delaysOf(areEventsLost, offsets);
    const worst = Math.max(...delays);
    const rows = offsets.map((offset, index) => `${offset} s: ${delays[index]?.toFixed(0)}`).join(', ');
    const text = `from hang to replaced, beside the boot, when ${when}: at most ${worst.toFixed(1)} s (by offset, ${rows})`;
    process.stdout.write(`${text}\n`);
    expect(worst, text).toBeLessThanOrEqual(IN_TIME_SECONDS);
  });
});
