import { describe, expect, it } from 'vitest';
import {
  blankMemory,
  CANDIDATES,
  COSTS,
  Forecast,
  forecastAt,
  type Memory,
  releaseMinutes,
  SETTLED_ERROR,
} from '../../../../../core/scaling/policies/adaptive/memory.ts';
import { rehearseMargins } from '../../../../../core/scaling/policies/adaptive/rehearse-margins.ts';
import { DEFAULT_SETTINGS } from '../../../../../core/scaling/policies/adaptive/settings.ts';
import { seededChance } from './play-adaptive.ts';

const MINUTE = 1_000;
const PRICE = 100;
const SETTLED = 1.5;

/** Forecasts of the last minutes at random, a tenth of them unknown. */
function memoryOf(chance: () => number, bootMinutes: number): Memory {
  const memory = blankMemory();
  const first = MINUTE - bootMinutes - releaseMinutes(bootMinutes);
  for (let minute = first; minute < MINUTE; minute += 1) {
    const isKnown = minute === first || chance() > 0.1;
    for (const field of [Forecast.expected, Forecast.swift, Forecast.steady, Forecast.slow]) {
      memory.singles[forecastAt(minute) + field] = isKnown ? 10 * chance() : Number.NaN;
    }
  }
  memory.singles[SETTLED_ERROR] = SETTLED;
  return memory;
}

/** A fleet that a candidate would have had, minute by minute as it is told: asked for is the largest need of the last minutes, ready the least asked for of the boot time. */
function costOf({ singles }: Memory, boot: number, load: number, errorOf: (at: number) => number, multiple: number) {
  const factor = multiple * DEFAULT_SETTINGS.usualMargin * Math.log(PRICE);
  const needAt = (minute: number): number => {
    const at = forecastAt(minute);
    const need = (singles[at + Forecast.expected] ?? 0) + factor * errorOf(at) - 0.1;
    return Number.isNaN(need) ? 0 : Math.max(0, need);
  };
  const askedAt = (minute: number): number =>
    Math.max(...Array.from({ length: releaseMinutes(boot) }, (_, back) => needAt(minute - back)));
  const asked = Array.from({ length: boot + 1 }, (_, back) => askedAt(MINUTE - 1 - back));
  const whole = (instances: number): number => Math.max(1, Math.ceil(instances));
  return whole(asked[0] ?? 0) + PRICE * Math.max(0, load - whole(Math.min(...asked)));
}

describe('the rehearsal of margins', () => {
  it('charges each candidate what the fleet would have cost that it had been asking for all along', () => {
    const chance = seededChance(7);
    for (let round = 0; round < 300; round += 1) {
      const bootMinutes = 1 + Math.floor(12 * chance());
      const memory = memoryOf(chance, bootMinutes);
      const load = 25 * chance();
      const { singles } = memory;
      const measures = [Forecast.swift, Forecast.steady, Forecast.slow].map(
        (field) => (at: number) => singles[at + field] ?? 0,
      );
      const expected = [...measures, () => SETTLED].flatMap((errorOf) =>
        [0.5, 0.75, 1, 1.4, 2].map((multiple) => costOf(memory, bootMinutes, load, errorOf, multiple)),
      );
      rehearseMargins(memory, MINUTE, { load, bootMinutes }, { ...DEFAULT_SETTINGS, price: PRICE });
      const charged = [...memory.doubles.slice(COSTS, COSTS + CANDIDATES)];
      for (const [at, cost] of charged.entries()) expect(cost).toBeCloseTo(expected[at] ?? Number.NaN, 6);
    }
  });
});
