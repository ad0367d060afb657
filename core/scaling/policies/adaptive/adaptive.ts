import type { AdaptiveSpec } from '../../../blueprint/model.ts';
import type { FleetView, Need, OpenedPolicy, PolicyRun, PolicySeason, Tick, Want } from '../../policy.ts';
import { decideSize } from './decide-size.ts';
import { foresee } from './foresee.ts';
import { bootMinutes } from './learn-boot-time.ts';
import { blankMemory, packMemory, unpackMemory } from './memory.ts';
import type { Past } from './recall-load.ts';
import { recallNeed } from './recall-need.ts';
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
    run: new AdaptiveRun({ ...settings, price }, { memory: memory ?? blankMemory(), season: season ?? noSeason }),
    isRestarted: packed !== null && memory === null,
  };
}

/** A class, for there are two of it in each decision: functions made anew for each would be slow to make and to compile. */
class AdaptiveRun implements PolicyRun {
  readonly #tuning: Tuning;
  readonly #past: Past;

  constructor(tuning: Tuning, past: Past) {
    this.#tuning = tuning;
    this.#past = past;
  }

  observe(tick: Tick): PolicyRun {
    return new AdaptiveRun(this.#tuning, foresee(this.#past, tick, this.#tuning));
  }

  want(view: FleetView): Want {
    return decideSize(this.#past, view, this.#tuning);
  }

  needFrom(nowMs: number): Need | null {
    return recallNeed(this.#past, nowMs, this.#tuning);
  }

  pack(): Uint8Array {
    return packMemory(this.#past.memory);
  }

  get bootMinutes(): number {
    return bootMinutes(this.#past.memory);
  }

  get season(): PolicySeason {
    const { season } = this.#past;
    return { newestHour: season.newest, pack: () => packSeason(season) };
  }
}
