import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { BacktestResult } from '../../../cli/backtest/run-backtest.ts';
import { type BacktestOptions, backtest } from '../../../cli/commands/backtest.ts';
import { PEERS } from '../../../core/scaling/candidates.ts';
import { recordingHost } from '../../fakes/recording-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'rubato-backtest-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A recording of so many requests each minute; answers its file. */
function recording(name: string, requests: readonly number[]): string {
  const file = join(folder, name);
  const rows = requests.map((count, minute) => `${new Date(minute * 60_000).toISOString()},${count}`);
  writeFileSync(file, ['timestamp,requests', ...rows, ''].join('\n'));
  return file;
}

const wave = recording(
  'wave.csv',
  Array.from({ length: 180 }, (_, minute) => Math.round(1_000 + 600 * Math.sin(minute / 40))),
);
const flat = recording('flat.csv', [10, 10, 10, 10, 10, 10, 10, 10]);

/** A file of events as a tier of the blueprint has them. */
function calendar(name: string, ...events: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, ['events:', ...events.map((event) => `  - { ${event} }`), ''].join('\n'));
  return file;
}

const match = 'name: match, timeZone: UTC, start: 1970-01-01T01:30, minutes: 30';

const options = (changes: Partial<BacktestOptions>): BacktestOptions => ({
  trace: [wave],
  policy: 'naive',
  guardRails: false,
  compareAssembly: false,
  meanInstances: 20,
  boot: 4,
  drain: 2,
  json: true,
  workers: 1,
  ...changes,
});

/** What the command prints. */
async function linesOf(changes: Partial<BacktestOptions>): Promise<string[]> {
  const host = recordingHost();
  await backtest(options(changes), host);
  return host.lines;
}

const resultOf = async (changes: Partial<BacktestOptions>): Promise<BacktestResult> =>
  JSON.parse((await linesOf(changes)).join('\n'));

describe('backtest', () => {
  it('runs every candidate at every setting', async () => {
    const { policies, look, traces } = await resultOf({ policy: 'all', trace: [wave, flat] });
    expect(traces.map(({ ticks }) => ticks)).toEqual([180, 8]);
    expect(policies.map(({ name }) => name)).toEqual(expect.arrayContaining(PEERS.map(({ name }) => name)));
    expect(policies.every(({ settings }) => settings.every(({ scores }) => scores.length === 2))).toBe(true);
    expect(look).toHaveLength(2);
  });

  it('scores a fleet that always has what it needs as the plant bills it', async () => {
    const { policies } = await resultOf({ trace: [flat], target: 0.5 });
    // 20 instances of load at half of capacity: 20 ready, 20 more ordered from the second tick on. Foresight pays
    // for 20 throughout, and for the start of all but the first.
    const optimum = 20 * 8 + 6 * 19;
    expect(policies[0]?.settings[0]?.scores[0]).toMatchObject({
      j100: (20 + 40 * 7) / optimum,
      lostPercent: 0,
      launches: 20,
      cancelled: 0,
    });
  });

  it('gives the same scores on one thread and on three', async () => {
    const one = await resultOf({ policy: 'all', workers: 1 });
    expect(await resultOf({ policy: 'all', workers: 3 })).toEqual(one);
  });

  it('takes longer launches and smaller fleets when told to', async () => {
    const usual = await resultOf({ target: 0.6 });
    const slow = await resultOf({ target: 0.6, boot: 10 });
    const small = await resultOf({ target: 0.6, meanInstances: 3 });
    const lost = ({ policies }: BacktestResult) => policies[0]?.settings[0]?.scores[0]?.lostPercent ?? 0;
    expect(lost(slow)).toBeGreaterThan(lost(usual));
    expect(small).not.toEqual(usual);
  });

  it('prints the setting that is best for all traces, the best of each, and common practice', async () => {
    const lines = await linesOf({ policy: 'step', trace: [wave, flat], json: false });
    expect(lines[0]).toBe('2 traces, a mean of 20 instances, 4 ticks to boot, 2 to drain; a tick is a minute');
    expect(lines[1]).toMatch(/^step at target [\d.]+: [\d.]+ times perfect foresight$/);
    expect(lines[2]).toMatch(/^the bound for who knows the next 4 minutes: [\d.]+ times$/);
    expect(lines.filter((line) => line.startsWith('step'))).toHaveLength(3);
    expect(lines.filter((line) => /^ {2}(fixed|hindsight|at 0.6)/.test(line)).length).toBeGreaterThan(1);
  });

  it('fits a terminal of 100 columns, and says who was cheapest and by how much', async () => {
    const run = { policy: 'all', guardRails: true, instanceHourPrice: 0.5, json: false };
    for (const trace of [[wave], [wave, flat]]) {
      const lines = await linesOf({ ...run, trace });
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
      const costs = lines.slice(1, 3).map((line) => Number(/: ([\d.]+) times/.exec(line)?.[1]));
      const [best = 0, next = 0] = costs;
      expect(next).toBeGreaterThanOrEqual(best);
      // The ratios are rounded.
      expect(Number(/, ([\d.]+) % more$/.exec(lines[2] ?? '')?.[1])).toBeCloseTo(100 * (next / best - 1), 0);
      expect(lines.some((line) => line.includes('hindsight '))).toBe(trace.length > 1);
    }
  });

  it('tells what was billed in instance-hours and in the money that they cost', async () => {
    const lines = await linesOf({ trace: [flat], target: 0.5, instanceHourPrice: 0.9, json: false });
    // 20 ready and 20 more from the second of 8 ticks on, as billed by the minute.
    const hours = (20 + 40 * 7) / 60;
    expect(lines.find((line) => line.startsWith('naive  '))?.split(/ {2,}/)).toEqual([
      'naive',
      hours.toFixed(0),
      (0.9 * hours).toFixed(2),
      '0.000',
    ]);
  });

  it('tells a program what was billed, when it is told the price, and nothing that the scores do not need', async () => {
    const run = { trace: [flat], target: 0.5 };
    const { billed, ...others } = JSON.parse((await linesOf({ ...run, instanceHourPrice: 0.9 })).join('\n'));
    expect(billed).toMatchObject({
      instanceHourPrice: 0.9,
      policies: [{ name: 'naive', hasGuardRails: false, setting: 0.5, lostPercent: 0 }],
    });
    // 20 ready and 20 more from the second of 8 ticks on, as billed by the minute.
    const hours = (20 + 40 * 7) / 60;
    expect(billed.policies[0].instanceHours).toBeCloseTo(hours, 9);
    expect(billed.policies[0].money).toBeCloseTo(0.9 * hours, 9);
    expect(billed.look.money).toBeCloseTo(0.9 * billed.look.instanceHours, 9);
    expect(Object.keys(others)).toEqual(['plant', 'traces', 'policies', 'look']);
    expect(await resultOf(run)).toEqual(others);
  });

  it('says of a recording of less than a day that its scores can be below 1', async () => {
    const day = recording('day.csv', Array(1440).fill(10));
    const lines = await linesOf({ trace: [flat, day], target: 0.5, json: false });
    expect(lines.filter((line) => line.includes('below 1'))).toEqual([
      'flat has 8 ticks: under a day, its beginning and end weigh much, and a score can be below 1',
    ]);
  });

  it('prints one setting trace by trace', async () => {
    const lines = await linesOf({ trace: [wave, flat], target: 0.6, json: false });
    expect(lines).toContain('naive at target 0.6');
    expect(lines.map((line) => line.split(/\s/)[0])).toEqual(expect.arrayContaining(['wave', 'flat', 'geometric']));
  });

  it('writes the size of every tick, and nothing beside it', async () => {
    mkdirSync(join(folder, 'decisions'));
    const decisions = join(folder, 'decisions', 'naive.csv');
    await linesOf({ trace: [flat], target: 0.5, decisions });
    expect(readFileSync(decisions, 'utf8')).toBe('tick,desired\n0,20\n1,40\n2,40\n3,40\n4,40\n5,40\n6,40\n7,40\n');
    expect(readdirSync(join(folder, 'decisions'))).toEqual(['naive.csv']);
  });

  it('takes a part of a recording', async () => {
    const { traces } = await resultOf({ target: 0.6, from: 60 * 60_000, hours: 2 });
    expect(traces.map(({ ticks }) => ticks)).toEqual([120]);
  });

  it('runs what would be deployed beside the bare policy when asked for guard rails', async () => {
    const { policies } = await resultOf({ policy: 'hpa', target: 0.6, guardRails: true });
    expect(policies.map(({ hasGuardRails }) => hasGuardRails)).toEqual([false, true]);
    expect(policies[0]?.settings[0]?.scores).not.toEqual(policies[1]?.settings[0]?.scores);
  });

  it.each([
    ['instances', `${match}, instances: 90`],
    // The mean of the recording takes 20 instances.
    ['a load', `${match}, load: 5400`],
  ])('has what an event needs from its beginning to its end, told in %s', async (name, event) => {
    const file = join(folder, `${name}.csv`);
    await linesOf({
      policy: 'hpa',
      target: 0.6,
      guardRails: true,
      events: calendar('match.yaml', event),
      decisions: file,
    });
    const desired = readFileSync(file, 'utf8')
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => Number(row.split(',')[1]));
    expect(Math.max(...desired.slice(0, 75))).toBeLessThan(88);
    expect(Math.min(...desired.slice(86, 120))).toBeGreaterThanOrEqual(88);
    expect(Math.min(...desired.slice(140))).toBeLessThan(88);
  });

  it('tells events to what would be deployed alone', async () => {
    const run = { policy: 'hpa', target: 0.6, guardRails: true };
    const [without, told] = [
      await resultOf(run),
      await resultOf({ ...run, events: calendar('one.yaml', `${match}, instances: 90`) }),
    ];
    expect(told.policies[0]).toEqual(without.policies[0]);
    expect(told.policies[1]?.settings[0]?.scores[0]?.cost).toBeGreaterThan(
      without.policies[1]?.settings[0]?.scores[0]?.cost ?? 0,
    );
  });

  const late = calendar('late.yaml', 'name: match, timeZone: UTC, start: 1970-01-02T03:00, minutes: 30, instances: 9');
  const wrong = calendar('wrong.yaml', `${match}, instances: none`);
  const railed = { policy: 'hpa', guardRails: true };
  it.each([
    ['events of which no run is told', { events: late }, /--events: found without --guard-rails, must be with it/],
    ['events of another time', { ...railed, events: late }, /--events: found no event in .*late.yaml that is within/],
    [
      'a wrong event',
      { ...railed, events: wrong },
      /wrong.yaml:2:\d+ events\[0\].instances: found "none", must be a whole/,
    ],
    [
      'a calendar that is not there',
      { ...railed, events: '/no.yaml' },
      /--events: found "\/no.yaml", but there is no such/,
    ],
    ['events in a comparison', { compareAssembly: true, events: late }, /--events: found beside --compare-assembly/],
    ['an unknown policy', { policy: 'magic' }, /--policy: found "magic", must be all or one of .*naive/],
    ['decisions of several policies', { policy: 'all', decisions: 'x.csv' }, /must be one --trace and one --policy/],
    ['decisions without a target', { decisions: 'x.csv' }, /found no --target, the policy naive needs one/],
    ['a folder that is not there', { target: 0.6, decisions: '/nowhere/x.csv' }, /\/nowhere does not exist/],
    ['a part that the recording has not', { hours: 6 }, /asked for 1970-01-01T00:00:00.000Z to 1970-01-01T06:00/],
    ['to compare several policies', { policy: 'all', compareAssembly: true }, /--compare-assembly: .* one --policy/],
    ['to compare a yardstick', { target: 0.6, compareAssembly: true }, /yardstick and cannot be deployed/],
    [
      'to compare what no blueprint can say',
      { policy: 'step', target: 0.6, compareAssembly: true },
      /no blueprint has this step policy: found 0.01, must be a whole number/,
    ],
    ['to compare launches that take longer than the assembly waits', { compareAssembly: true, boot: 6 }, /at most 5/],
    [
      'a target for a policy that has none',
      { policy: 'adaptive', target: 0.6 },
      /--target: found 0.6, but .* no target/,
    ],
    ['guard rails around a yardstick', { guardRails: true }, /yardstick and cannot be deployed/],
    ['a recording without load', { trace: [recording('quiet.csv', [0, 0])] }, /found 0 requests in every row/],
  ])('refuses %s', async (_, changes, says) => {
    await expect(linesOf(changes)).rejects.toThrow(says);
  });
});
