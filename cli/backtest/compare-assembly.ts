import type { PolicySpec, Tier } from '../../core/blueprint/model.ts';
import { driveDecisions } from '../../core/scaling/drive-decisions.ts';
import { runPlant } from '../../core/scaling/plant.ts';
import { assemblyOfText } from '../assembly/assembly-of-text.ts';
import { type Host, silentHost } from '../host.ts';
import type { Laboratory } from './backtest-job.ts';
import { type LaboratoryCloud, laboratoryBlueprint, laboratoryCloud } from './laboratory.ts';
import { type PlayedTick, playAssembly } from './play-assembly.ts';

export interface ComparisonRequest {
  readonly policy: PolicySpec;
  /** Of tick 0, a whole minute. */
  readonly startMs: number;
  /** In instances, one value a tick. */
  readonly demand: ArrayLike<number>;
  readonly laboratory: Laboratory;
  /** @default what makes the embedded cloud like the plant */
  readonly cloud?: LaboratoryCloud;
  /** Is told how far it is. @default nobody is */
  readonly host?: Host;
}

export interface Comparison {
  readonly ticks: number;
  /** Ticks at which both wanted the same size. */
  readonly equal: number;
  /** Instances between the two at the worst tick. */
  readonly farthest: number;
  readonly differences: readonly Difference[];
}

export interface Difference {
  readonly tick: number;
  readonly backtest: number;
  readonly assembly: number;
  /** What each decided at the first tick of a difference; the ticks after it follow from that. */
  readonly cause: string;
}

/** Play one demand through the backtest and through the whole assembly in the embedded cloud, and tell every tick at which they want other sizes. */
export const compareAssembly = async (request: ComparisonRequest): Promise<Comparison> => {
  const { demand, laboratory, startMs, host = silentHost } = request;
  const { text, blueprint, tier } = laboratoryBlueprint(request.policy);
  const assembly = await assemblyOfText(text, host);
  const cloud = request.cloud ?? laboratoryCloud(laboratory);
  const played = await playAssembly(
    { assembly, blueprint, tier, cloud, startMs, demand, bootTicks: laboratory.bootTicks },
    (ticks) => host.progress(ticks / demand.length, `tick ${ticks} of the assembly`),
  );
  return compare(playBacktest(tier, cloud.sweepSecond * 1000, request), played);
};

/** Whether the two are as good as equal: on 99 % of the ticks, and never more than one instance apart. */
export const isAlike = ({ ticks, equal, farthest }: Comparison): boolean => equal >= 0.99 * ticks && farthest <= 1;

const playBacktest = (
  tier: Tier,
  sweepMs: number,
  { demand, laboratory, startMs }: ComparisonRequest,
): PlayedTick[] => {
  const ticks: PlayedTick[] = [];
  const drive = driveDecisions(tier, { startMs, sweepMs, onDecision: ({ text }, size) => ticks.push({ size, text }) });
  runPlant(demand, drive, { ...laboratory, min: tier.min, max: tier.max });
  return ticks;
};

const compare = (backtest: readonly PlayedTick[], assembly: readonly PlayedTick[]): Comparison => {
  const differences: Difference[] = [];
  let first = -1;
  for (const [tick, own] of backtest.entries()) {
    const other = assembly[tick];
    if (other === undefined) throw new Error(`the assembly was not played to tick ${tick}`);
    if (own.size === other.size) {
      first = -1;
      continue;
    }
    const cause = first < 0 ? `backtest: ${own.text} assembly: ${other.text}` : `follows from tick ${first}`;
    if (first < 0) first = tick;
    differences.push({ tick, backtest: own.size, assembly: other.size, cause });
  }
  return {
    ticks: backtest.length,
    equal: backtest.length - differences.length,
    farthest: Math.max(0, ...differences.map((each) => Math.abs(each.backtest - each.assembly))),
    differences,
  };
};
