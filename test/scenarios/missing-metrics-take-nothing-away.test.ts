import { describe, expect, it } from 'vitest';
import { publishOrders, type SizeChange, sizeAtTargetFor, sizeChanges } from './watched-world.ts';
import { MINUTE_MS, World } from './world.ts';

/** An evening: down to a fifth within an hour and a half. */
const LOAD = (minutes: number): number => Math.max(4_000, 20_000 - 180 * minutes);
/** Within the decline. */
const GAP = { fromMinute: 25, untilMinute: 40 };
const END_MINUTE = 65;

interface Harm {
  readonly kind: 'lose' | 'fail';
  readonly namespace: string;
  readonly name?: string;
}

interface Run {
  readonly decreasesInGap: readonly SizeChange[];
  readonly reasonsInGap: readonly string[];
  readonly decreasesAfter: readonly SizeChange[];
}

const run = async (harm: Harm | null): Promise<Run> => {
  const world = await World.load({ blueprintFile: 'test/blueprints/one-shard.yaml' });
  const startMs = world.nowMs;
  const [fromMs, untilMs] = [startMs + GAP.fromMinute * MINUTE_MS, startMs + GAP.untilMinute * MINUTE_MS];
  const { metrics } = world.cloud.cloudwatch;
  if (harm?.kind === 'lose') metrics.lose({ ...harm, fromMs, untilMs });
  // What was published can be read a minute later.
  if (harm?.kind === 'fail') metrics.fail({ ...harm, fromMs: fromMs + MINUTE_MS, untilMs: untilMs + MINUTE_MS });
  await sizeAtTargetFor(world, LOAD(0));
  world.drive(LOAD);
  publishOrders(world, 'web', LOAD);
  await world.advanceMinutes(END_MINUTE);
  const decreases = sizeChanges(world).filter(({ from, to }) => to < from);
  // The last finished minute before the gap is known, and may be acted on, until it is stale.
  const isInGap = ({ atMs }: { readonly atMs: number }): boolean =>
    atMs >= fromMs + 2 * MINUTE_MS && atMs < untilMs + MINUTE_MS;
  return {
    decreasesInGap: decreases.filter(isInGap),
    // That minute settles a minute and a half after its end, and is decided on by the sweep after that.
    reasonsInGap: (await world.decisions('tier web'))
      .filter((row) => isInGap(row) && row.atMs >= fromMs + 3 * MINUTE_MS)
      .map(({ reason }) => reason),
    decreasesAfter: decreases.filter(({ atMs }) => atMs >= untilMs + MINUTE_MS),
  };
};

describe('a metric that goes missing or cannot be read for 15 minutes in the evening decline', () => {
  it('would have seen at least two decreases meanwhile', async () => {
    const { decreasesInGap } = await run(null);
    expect(decreasesInGap.length).toBeGreaterThanOrEqual(2);
  });

  it.each<{ row: string; harm: Harm }>([
    { row: 'everything that the load balancer publishes', harm: { kind: 'lose', namespace: 'AWS/ApplicationELB' } },
    { row: 'one of two load metrics', harm: { kind: 'lose', namespace: 'Shop' } },
    { row: 'requests, unreadable', harm: { kind: 'fail', namespace: 'AWS/ApplicationELB', name: 'RequestCount' } },
    { row: 'all of the load balancer, unreadable', harm: { kind: 'fail', namespace: 'AWS/ApplicationELB' } },
  ])('takes nothing away: $row', async ({ harm }) => {
    const { decreasesInGap, reasonsInGap, decreasesAfter } = await run(harm);
    expect(decreasesInGap).toEqual([]);
    expect(reasonsInGap.filter((reason) => reason !== 'no-data' && reason !== 'stale-data')).toEqual([]);
    expect(decreasesAfter.length).toBeGreaterThan(0);
  });
});
