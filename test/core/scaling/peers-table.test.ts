import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMON_TARGET, PEERS, SWEPT_TARGETS } from '../../../core/scaling/candidates.ts';
import { compareSettings, summarize } from '../../../core/scaling/compare-settings.ts';
import { drivePlant } from '../../../core/scaling/drive-plant.ts';
import { look } from '../../../core/scaling/look.ts';
import { runPlant } from '../../../core/scaling/plant.ts';
import { demandFacts, demandOf, score } from '../../../core/scaling/score.ts';

const folder = process.env['RUBATO_TRACES'] ?? '../shared/traces';
const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.csv')) : [];

const isThere = names.length === 8;
if (!isThere) process.stdout.write(`skipped: ${folder} has not the 8 recordings; RUBATO_TRACES names their folder\n`);

/** As measured by an implementation of somebody else's, from the same rules. */
const TABLE: Readonly<Record<string, readonly number[]>> = {
  'target-tracking': [1.405, 1.362, 1.938, 1.685, 2.162],
  'target-tracking-1': [1.396, 1.364, 1.899, 1.656, 2.152],
  hpa: [1.416, 1.36, 1.909, 1.666, 2.122],
  'hpa-tolerance-0': [1.404, 1.333, 1.904, 1.632, 2.123],
  predictive: [1.353, 1.323, 1.732, 1.496, 2.01],
  step: [1.463, 1.458, 1.782, 1.638, 2.168],
  naive: [1.648, 1.441, 2.516, 2.037, 2.613],
};

const WITHIN = 0.001;

describe.skipIf(!isThere)(`the peers on the 8 public traces, from RUBATO_TRACES, ${folder}`, () => {
  const demands = (isThere ? names : []).map((name) => {
    const rows = readFileSync(join(folder, name), 'utf8').trim().split('\n').slice(1);
    const demand = demandOf(
      rows.map((row) => Number(row.split(',')[1])),
      20,
    );
    return { demand, facts: demandFacts(demand) };
  });

  it.each(PEERS)('$label costs what the table says', ({ name, open }) => {
    const settings = SWEPT_TARGETS.map((knob) => ({
      knob,
      scores: demands.map(({ demand, facts }) => score(runPlant(demand, drivePlant(open(knob, null))), facts)),
    }));
    const common = settings.filter(({ knob }) => knob === COMMON_TARGET).map(({ scores }) => summarize(scores));
    const [at20, at100] = [compareSettings(settings, 'j20'), compareSettings(settings, 'j100')];
    const row = [
      at20.fixed.summary.j20,
      at20.hindsight.j20,
      at100.fixed.summary.j100,
      at100.hindsight.j100,
      common[0]?.j100 ?? 0,
    ];
    const expected = TABLE[name] ?? [];
    expect(row.every((value, index) => Math.abs(value - (expected[index] ?? 0)) <= WITHIN)).toBe(true);
  });

  it('LOOK costs 1.053 at a price of 20 and 1.050 at a price of 100', () => {
    const { j20, j100 } = summarize(demands.map(({ demand, facts }) => score(runPlant(demand, look(demand)), facts)));
    expect(Math.abs(j20 - 1.053)).toBeLessThanOrEqual(WITHIN);
    expect(Math.abs(j100 - 1.05)).toBeLessThanOrEqual(WITHIN);
  });
});
