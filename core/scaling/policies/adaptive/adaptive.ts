import type { AdaptiveSpec } from '../../../blueprint/model.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Want } from '../../policy.ts';
import { decideSize } from './decide-size.ts';
import { foresee } from './foresee.ts';
import { bootMinutes } from './learn-boot-time.ts';
import { blankMemory, packMemory, unpackMemory } from './memory.ts';
import type { Past } from './recall-load.ts';
import { noSeason, packSeason, unpackSeason } from './season.ts';
import { type AdaptiveSettings, DEFAULT_SETTINGS, type Tuning } from './settings.ts';

/**
 * The policy that learns: it foretells the load for the minute in which an instance ordered now would serve, keeps as
 * much spare as has been cheapest so far at the price of unserved load, orders at once and gives back late.
 *
 * @param packed what `pack` gave; null: begins
 * @param packedSeason what `season.pack` gave; null: nothing is known of other days, and they are learnt anew
 * @param settings only a benchmark has other ones
 */
export function adaptive(
  { unservedPrice: price }: AdaptiveSpec,
  packed: Uint8Array | null,
  packedSeason: Uint8Array | null = null,
  settings: AdaptiveSettings = DEFAULT_SETTINGS,
): OpenedPolicy {
  const memory = packed === null ? null : unpackMemory(packed);
  const season = packedSeason === null ? null : unpackSeason(packedSeason);
  return {
    run: runFrom({ ...settings, price }, { memory: memory ?? blankMemory(), season: season ?? noSeason }),
    isRestarted: packed !== null && memory === null,
  };
}

function runFrom(tuning: Tuning, past: Past): PolicyRun {
  return {
    observe: (tick) => runFrom(tuning, foresee(past, tick, tuning)),
    want: (view: FleetView): Want => decideSize(past, view, tuning),
    pack: () => packMemory(past.memory),
    bootMinutes: bootMinutes(past.memory),
    season: { newestHour: past.season.newest, pack: () => packSeason(past.season) },
  };
}
