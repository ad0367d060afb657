import { formatFigure } from '../../format-figures.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Want } from '../../policy.ts';
import { foresee } from './foresee.ts';
import { bootMinutes } from './learn-boot-time.ts';
import {
  blankMemory,
  Forecast,
  forecastAt,
  IS_BLIND,
  LOAD,
  type Memory,
  MINUTE,
  packMemory,
  releaseMinutes,
  sizeAt,
  unpackMemory,
} from './memory.ts';
import type { Past } from './recall-load.ts';
import { noSeason, packSeason, unpackSeason } from './season.ts';

/** The one knob. */
export interface AdaptiveSpec {
  readonly type: 'adaptive';
  /** Instance-minutes that a minute of one instance's unserved load is worth, more than 1. */
  readonly unservedPrice: number;
}

/** Minutes that a launch is kept after it became ready. */
const KEEP_MINUTES = 6;

export function adaptive(
  spec: AdaptiveSpec,
  packed: Uint8Array | null,
  packedSeason: Uint8Array | null = null,
): OpenedPolicy {
  const memory = packed === null ? null : unpackMemory(packed);
  const season = packedSeason === null ? null : unpackSeason(packedSeason);
  return {
    run: runFrom(spec, { memory: memory ?? blankMemory(), season: season ?? noSeason }),
    isRestarted: packed !== null && memory === null,
  };
}

function runFrom(spec: AdaptiveSpec, past: Past): PolicyRun {
  return {
    observe: (tick) => runFrom(spec, foresee(past, tick, spec.unservedPrice)),
    want: (view) => wantOf(past.memory, view),
    pack: () => packMemory(past.memory),
    season: { newestHour: past.season.newest, pack: () => packSeason(past.season) },
  };
}

function wantOf(memory: Memory, view: FleetView): Want {
  const { doubles, singles } = memory;
  const minute = doubles[MINUTE] ?? -1;
  if (minute < 0) return { size: view.size, reason: 'keep', text: `no load seen yet, keeps ${view.size}` };
  const at = forecastAt(minute);
  const need = singles[at + Forecast.need] ?? 0;
  const boot = bootMinutes(memory);
  const expected = singles[at + Forecast.expected] ?? 0;
  const story = `${formatFigure(singles[LOAD] ?? 0)} now, expects ${formatFigure(expected)} in ${boot} min and keeps ${formatFigure(need - expected)} spare`;
  if (need > view.size) return { size: need, reason: 'load-above-target', text: `${story}, wants ${need}` };
  if (singles[IS_BLIND] === 1)
    return { size: view.size, reason: 'keep', text: `${story}, waits for data at ${view.size}` };
  const needed = largestNeed(memory, minute, boot);
  const size = Math.min(view.size, Math.max(needed, youngest(memory, minute, boot)));
  if (size === view.size) return { size, reason: 'keep', text: `${story}, keeps ${size}` };
  return { size, reason: 'load-below-target', text: `${story}, wants ${size}` };
}

function largestNeed({ singles }: Memory, minute: number, boot: number): number {
  let largest = 0;
  for (let at = minute; at > minute - releaseMinutes(boot); at -= 1) {
    const need = singles[forecastAt(at) + Forecast.need] ?? 0;
    if (need > largest) largest = need;
  }
  return largest;
}

/** The size up to which instances are booting, or have served for less than six minutes. */
function youngest({ singles }: Memory, minute: number, boot: number): number {
  let largest = 0;
  for (let at = minute; at > minute - boot - KEEP_MINUTES; at -= 1) {
    const size = singles[sizeAt(at)] ?? 0;
    if (size > (singles[sizeAt(at - 1)] ?? 0) && size > largest) largest = size;
  }
  return largest;
}
