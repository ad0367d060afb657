import type { Blueprint, Tier } from '../../core/blueprint/model.ts';
import { readDecisions } from '../simulation/read-decisions.ts';
import { Rehearsal } from '../simulation/rehearsal.ts';
import { MINUTE_MS } from '../trace/trace.ts';
import type { LaboratoryCloud } from './laboratory.ts';

export interface AssemblyPlay {
  /** Folder of the assembly. */
  readonly assembly: string;
  readonly blueprint: Blueprint;
  readonly tier: Tier;
  readonly cloud: LaboratoryCloud;
  /** Of tick 0, a whole minute. */
  readonly startMs: number;
  /** In instances, one value a tick. */
  readonly demand: ArrayLike<number>;
  readonly bootTicks: number;
}

/** One tick of the assembly: the size the group was asked for, and the newest recorded decision. */
export interface PlayedTick {
  readonly size: number;
  readonly text: string;
}

/** Minutes between two tellings of how far it is. */
const STRIDE = 10;

/**
 * Play a demand through the whole assembly in the embedded cloud. As in the plant, a fleet of the right size is there at tick 0,
 * and nothing is known of the time before it: the switch is off and no metric arrives until then.
 */
export const playAssembly = async (
  { assembly, blueprint, tier, cloud, startMs, demand, bootTicks }: AssemblyPlay,
  onProgress: (ticks: number) => void,
): Promise<PlayedTick[]> => {
  const served = tier.load[0]?.servedPerInstancePerMinute ?? 1;
  const demandAt = (tick: number): number => demand[Math.max(0, tick)] ?? 0;
  const rehearsal = await Rehearsal.start({
    assembly,
    blueprint,
    seed: 1,
    // The sweep keeps the second at which its schedule was made.
    startAtMs: startMs - (bootTicks + 5) * MINUTE_MS + cloud.sweepSecond * 1000,
    mode: 'off',
    alter: cloud.alter,
    settings: cloud.settings,
  });
  rehearsal.cloud.cloudwatch.metrics.lose({ namespace: 'AWS/ApplicationELB', fromMs: 0, untilMs: startMs });
  await rehearsal.sizeFor(tier, demandAt(0) * served);
  rehearsal.drive(tier, (minuteMs) => served * demandAt((minuteMs - startMs) / MINUTE_MS));
  await rehearsal.cloud.advanceTo(startMs);
  await rehearsal.throwSwitch('on');
  for (let tick = 0; tick < demand.length; tick += STRIDE) {
    onProgress(tick);
    await rehearsal.cloud.advanceTo(startMs + Math.min(tick + STRIDE, demand.length) * MINUTE_MS);
  }
  const decisions = await readDecisions(rehearsal, startMs);
  let recorded = 0;
  return rehearsal
    .series(tier)
    .filter(({ minuteMs }) => minuteMs >= startMs)
    .map(({ minuteMs, desired }) => {
      while ((decisions[recorded]?.atMs ?? Number.POSITIVE_INFINITY) < minuteMs + MINUTE_MS) recorded += 1;
      return { size: desired, text: decisions[recorded - 1]?.text ?? 'nothing recorded yet' };
    });
};
