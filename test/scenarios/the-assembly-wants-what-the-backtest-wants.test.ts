import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Comparison, compareAssembly, isAlike } from '../../cli/backtest/compare-assembly.ts';
import { comparisonLines } from '../../cli/backtest/comparison-lines.ts';
import { laboratoryCloud } from '../../cli/backtest/laboratory.ts';
import { cutTrace } from '../../cli/trace/cut-trace.ts';
import { parseTrace } from '../../cli/trace/parse-trace.ts';
import { seededWeekday } from '../../cli/trace/seeded-weekday.ts';
import type { Trace } from '../../cli/trace/trace.ts';
import { demandOf } from '../../core/scaling/score.ts';

const FILE = join(process.env['RUBATO_TRACES'] ?? '../shared/traces', 'wc98_may_jun.csv');
const isThere = existsSync(FILE);
if (!isThere) process.stdout.write(`skipped: there is no ${FILE}; RUBATO_TRACES names the folder of the recordings\n`);

/** A backstop against a run that hangs. */
const GIVE_UP_MS = 600_000;
const laboratory = { bootTicks: 4, drainTicks: 2 };

const compare = ({ startMs, requests }: Trace, changes: { metricLagSeconds?: number } = {}): Promise<Comparison> => {
  const cloud = laboratoryCloud(laboratory);
  return compareAssembly({
    policy: { type: 'adaptive', unservedPrice: 100 },
    startMs,
    demand: demandOf(requests, 20),
    laboratory,
    cloud: { ...cloud, settings: { ...cloud.settings, cloudwatch: { metricLagSeconds: 0, ...changes } } },
  });
};

/** One whole day is played in any case; beside the recorded one, hours with the sale in them do. */
const SEEDED_HOURS = isThere ? 3 : 24;
const SALE_AT_MINUTE = isThere ? 60 : 17 * 60;

const seededDay = (hours: number): Trace =>
  seededWeekday({ startMs: Date.parse('2026-01-13T00:00:00Z'), hours, seed: 1, flashSaleAtMinute: SALE_AT_MINUTE });

describe('under the conditions of the plant, the whole assembly wants the sizes that the backtest wants', () => {
  it(
    `on ${SEEDED_HOURS} seeded hours with a flash sale`,
    async () => {
      const comparison = await compare(seededDay(SEEDED_HOURS));
      expect(comparison.ticks).toBe(SEEDED_HOURS * 60);
      expect(isAlike(comparison), comparisonLines(comparison, 'the seeded hours').join('\n')).toBe(true);
    },
    GIVE_UP_MS,
  );

  it.skipIf(!isThere)(
    `on the opening day of the World Cup of 1998, of ${FILE}`,
    async () => {
      const day = cutTrace(parseTrace(readFileSync(FILE, 'utf8'), FILE), Date.parse('1998-06-10T00:00:00Z'), 24);
      const comparison = await compare(day);
      expect(comparison.ticks).toBe(1440);
      expect(isAlike(comparison), comparisonLines(comparison, day.name).join('\n')).toBe(true);
    },
    GIVE_UP_MS,
  );

  it('and where metrics come late, each tick that differs is told with its cause', async () => {
    const comparison = await compare(seededDay(1), { metricLagSeconds: 20 });
    expect(isAlike(comparison)).toBe(false);
    const { differences, equal, ticks, farthest } = comparison;
    expect(differences).toHaveLength(ticks - equal);
    expect(farthest).toBeGreaterThan(0);
    expect(differences[0]?.cause).toMatch(/^backtest: .*load .* assembly: /);
    const lines = comparisonLines(comparison, 'late');
    for (const { tick, cause } of differences) {
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^${tick}\\s.*${cause.slice(0, 20)}`)));
    }
  });
});
