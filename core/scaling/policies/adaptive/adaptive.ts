import type { AdaptiveSpec } from '../../../blueprint/model.ts';
import type { FleetView, OpenedPolicy, PolicyRun, Want } from '../../policy.ts';
import { decideSize } from './decide-size.ts';
import { foresee } from './foresee.ts';
import { bootMinutes } from './learn-boot-time.ts';
import { blankMemory, packMemory, unpackMemory } from './memory.ts';
import type { Past } from './recall-load.ts';
import { noSeason, packSeason, unpackSeason } from './season.ts';

/**
 * The policy that learns: it foretells the load for the minute in which an instance ordered now would serve, keeps as
 * much spare as has been cheapest so far at the price of unserved load, orders at once and gives back late.
 *
 * @param packed what `pack` gave; null: begins
 * @param packedSeason what `season.pack` gave; null: nothing is known of other days, and they are learnt anew
 */
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
    want: (view: FleetView): Want => decideSize(past.memory, view, spec.unservedPrice),
    pack: () => packMemory(past.memory),
    bootMinutes: bootMinutes(past.memory),
    season: { newestHour: past.season.newest, pack: () => packSeason(past.season) },
  };
}
