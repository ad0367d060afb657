import { basename, resolve } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { PROJECT } from '../../../cli/project-file.ts';
import { decisionsCsv, seriesCsv } from '../../../cli/report/csv-report.ts';
import { duration, hoursAndMinutes, percent } from '../../../cli/report/format.ts';
import { htmlReport } from '../../../cli/report/html-report.ts';
import type { HealReport, UnhealedInstance } from '../../../cli/report/report.ts';
import { summarizeTier } from '../../../cli/report/summarize-tier.ts';
import { terminalChart } from '../../../cli/report/terminal-chart.ts';
import { terminalReport } from '../../../cli/report/terminal-report.ts';
import { aDecision, aMinute, aReport } from './builders.ts';

const facts = { servedPerInstancePerMinute: 1000, min: 1, max: 300, unservedPrice: 100, instanceSeconds: 7200 };

describe('figures of a tier', () => {
  it('are shares and sums over its minutes', () => {
    const series = [aMinute(0, { requests: 3000, unserved: 1000, ready: 2 }), aMinute(1, { requests: 1000, ready: 4 })];
    expect(summarizeTier(series, facts)).toMatchObject({
      requests: 4000,
      unservedShare: 0.25,
      meanSize: 3,
      peakSize: 4,
      leastSize: 2,
      instanceHours: 2,
    });
  });

  it('tell apart what was not served while the tier was to have no instance', () => {
    const series = [
      aMinute(0, { requests: 600, unserved: 150 }),
      aMinute(1, { requests: 400, unserved: 400, desired: 0, ready: 0 }),
    ];
    expect(summarizeTier(series, facts)).toMatchObject({ unservedShare: 0.55, unservedAsleepShare: 0.4 });
  });

  it('weigh latency by requests, so that a slow minute nobody used does not count', () => {
    const series = [
      aMinute(0, { requests: 99_000, p95LatencyMs: 40 }),
      aMinute(1, { requests: 1000, p95LatencyMs: 900 }),
    ];
    expect(summarizeTier(series, facts).p95LatencyMs).toBe(40);
  });

  it('stand beside the static peak: the busiest minute’s size all the time', () => {
    const series = Array.from({ length: 60 }, (_, minute) => aMinute(minute, { requests: minute === 30 ? 7500 : 500 }));
    expect(summarizeTier(series, facts).baselines.staticPeak).toMatchObject({ instanceHours: 8, unservedShare: 0 });
  });

  it('count the static peak no lower than the tier’s min', () => {
    const series = Array.from({ length: 60 }, (_, minute) => aMinute(minute, { requests: 500 }));
    expect(summarizeTier(series, { ...facts, min: 3 }).baselines.staticPeak.instanceHours).toBe(3);
  });

  it('give everybody the tier’s max, and say how long the tier was at it', () => {
    const series = Array.from({ length: 60 }, (_, minute) =>
      aMinute(minute, { requests: minute < 30 ? 9000 : 1000, desired: minute < 30 ? 3 : 2 }),
    );
    const { baselines, ...figures } = summarizeTier(series, { ...facts, max: 3 });
    expect(figures).toMatchObject({ max: 3, hoursAtMax: 0.5 });
    expect(baselines.staticPeak).toMatchObject({ instanceHours: 3, unservedShare: 0.6 });
    expect(baselines.perfectForesight.unservedShare).toBeCloseTo(0.6, 9);
    expect(baselines.targetTracking60.unservedShare).toBeGreaterThanOrEqual(0.6);
  });

  it('stand beside perfect foresight, which is never beaten on cost', () => {
    const series = Array.from({ length: 240 }, (_, minute) =>
      aMinute(minute, { requests: minute < 120 ? 2000 : 6000 }),
    );
    const { perfectForesight, targetTracking60 } = summarizeTier(series, facts).baselines;
    expect(perfectForesight.unservedShare).toBe(0);
    expect(perfectForesight.instanceHours).toBeLessThan(targetTracking60.instanceHours);
  });

  it('have the latency that each of the others would have had', () => {
    const series = Array.from({ length: 240 }, (_, minute) => aMinute(minute, { requests: 5900, p95LatencyMs: 1 }));
    const { p95LatencyMs, baselines } = summarizeTier(series, facts);
    const { staticPeak, targetTracking60 } = baselines;
    expect(p95LatencyMs).toBe(1);
    // Six instances at 98 % have a queue, ten at 59 % have none.
    expect(staticPeak.p95LatencyMs).toBeGreaterThan(3 * (targetTracking60.p95LatencyMs ?? Number.NaN));
    expect(targetTracking60.p95LatencyMs).toBeGreaterThan(200);
  });

  it('have no latency of perfect foresight, which knows no waiting, nor of what lost at once what a queue would have kept', () => {
    const series = Array.from({ length: 240 }, (_, minute) =>
      aMinute(minute, { requests: minute < 120 ? 2000 : 20_000 }),
    );
    const { staticPeak, targetTracking60, perfectForesight } = summarizeTier(series, facts).baselines;
    expect([staticPeak, targetTracking60].map(({ unservedShare }) => unservedShare > 0)).toEqual([false, true]);
    expect(staticPeak.p95LatencyMs).toBeGreaterThan(200);
    expect([targetTracking60.p95LatencyMs, perfectForesight.p95LatencyMs]).toEqual([null, null]);
  });

  it('charge nobody for the fleet that the period begins with', () => {
    const series = Array.from({ length: 60 }, (_, minute) => aMinute(minute, { requests: 9000 }));
    const { staticPeak, perfectForesight } = summarizeTier(series, { ...facts, max: 3 }).baselines;
    expect(perfectForesight.instanceHours).toBe(staticPeak.instanceHours);
  });

  it('are zero, not NaN, for a tier without traffic', () => {
    expect(summarizeTier([aMinute(0, { requests: 0 })], facts)).toMatchObject({ unservedShare: 0, p95LatencyMs: 0 });
  });
});

describe('the page', () => {
  it('needs nothing from elsewhere', () => {
    expect(htmlReport(aReport(), 'my-out')).not.toMatch(/(src|href)="(?!data:)|url\((?!data:)|@import/);
  });

  it('has no latency where the report has none', () => {
    expect(htmlReport(aReport(), 'my-out')).toMatch(/<th>Perfect foresight<.*?<td>-<\/td><\/tr>/);
  });

  it('says what the colours of the decisions mean', () => {
    const page = htmlReport(aReport(), 'my-out');
    expect(page).toMatch(/<text class="key own"[^>]*>tier web</);
    expect(page).toMatch(/<text class="key other"[^>]*>others</);
  });

  it('shows text as text, whatever is in it', () => {
    const text = '<script>alert(1)</script>';
    const page = htmlReport(
      aReport({
        decisions: [aDecision({ subject: text, action: 'scale', text })],
      }),
      'my-out',
    );
    expect(page).not.toContain('<script>alert');
  });
});

describe('CSV', () => {
  it('quotes what would break a row', () => {
    const row = aDecision({ text: 'load 1,000 = "one"\nmore' });
    expect(decisionsCsv([row])).toBe(
      'at,subject,kind,action,reason,text\n1970-01-01T00:00:00.000Z,tier web,scale,hold,on-target,"load 1,000 = ""one""\nmore"\n',
    );
  });

  it('has one header and a row for each minute', () => {
    expect(seriesCsv(aReport().tiers).trimEnd().split('\n')).toHaveLength(61);
  });
});

describe('the terminal', () => {
  const at = (ms: number): string => String(ms);

  it.each([40, 80, 200])('gets no line wider than its %i columns from the chart', (columns) => {
    const series = Array.from({ length: 1440 }, (_, minute) => aMinute(minute, { unserved: minute === 700 ? 5 : 0 }));
    const [load, capacity, unserved] = terminalChart(series, { columns, servedPerInstancePerMinute: 1000, label: at });
    for (const line of [load, capacity, unserved]) expect(line?.length).toBeLessThanOrEqual(Math.max(columns, 52));
    expect(unserved).toContain('!');
  });

  it.each([52, 60, 70, 80, 100])(
    'gets no line wider than its %i columns from the chart of a run of any length',
    (columns) => {
      for (const minutes of [1, 5, 13, 14, 23, 24, 25, 47, 60, 90]) {
        const series = Array.from({ length: minutes }, (_, minute) => aMinute(minute, { requests: 12_345 }));
        const lines = terminalChart(series, { columns, servedPerInstancePerMinute: 6000, label: () => '' });
        expect(Math.max(...lines.map((line) => line.length)), `${minutes} minutes`).toBeLessThanOrEqual(columns);
      }
    },
  );

  it.each([1, 5, 14, 23, 60])('sees each of %i minutes as wide as the others, and every block filled', (minutes) => {
    const series = Array.from({ length: minutes }, (_, minute) => aMinute(minute, { unserved: minute === 0 ? 5 : 0 }));
    const [load, capacity, unserved, axis] = terminalChart(series, {
      columns: 100,
      servedPerInstancePerMinute: 1000,
      label: (ms) => `minute ${(ms - aMinute(0).minuteMs) / 60_000}`,
    });
    const [width, ...others] = [load, capacity].map((line) => /[▁-█]+/.exec(line ?? '')?.[0].length ?? 0);
    expect(width).toBeGreaterThanOrEqual(24);
    expect(others).toEqual([width]);
    expect(unserved?.match(/!/g)).toHaveLength((width ?? 0) / minutes);
    for (const [, minute] of axis?.matchAll(/minute (\d+)/g) ?? []) {
      expect(axis?.indexOf(`│minute ${minute}`)).toBe(10 + (Number(minute) * (width ?? 0)) / minutes);
    }
  });

  it('has the latency of each row beside its instance-hours', () => {
    const [, , , ...lines] = terminalReport(aReport(), {
      columns: 80,
      servedPerInstancePerMinute: {},
      decisions: 5,
      folder: 'my-out',
    });
    const rows = lines.map((line) => line.trim().split(/ {2,}/));
    expect(rows).toContainEqual(['instance-hours', 'of static peak', 'unserved', 'p95 latency']);
    expect(rows).toContainEqual(['rubato', '2.0', '50.0 %', '0.0 %', '50 ms']);
    expect(rows).toContainEqual(['static peak', '4.0', '100.0 %', '0.0 %', '80 ms']);
    expect(rows).toContainEqual(['perfect foresight', '1.5', '37.5 %', '0.0 %', '-']);
  });

  it('says, as the page does, of which instances the mean is and of which the hours are', () => {
    const lines = terminalReport(aReport(), options);
    const hours = 'instance-hours are of running instances, those that boot or end included';
    expect(lines).toContain('tier web: 60,000 requests, 2 to 2 instances ready, mean 2.0');
    expect(lines).toContain(`  ${hours}`);
    const page = htmlReport(aReport(), 'my-out');
    expect(page).toContain('<dt>mean ready</dt><dd>2.0</dd>');
    expect(page).toContain('<dt>peak ready</dt><dd>2</dd>');
    expect(page).toContain(`<caption>The same load under other hands; ${hours}</caption>`);
  });

  const options = { columns: 80, servedPerInstancePerMinute: { web: 1000 }, decisions: 5, folder: 'my-out' };

  it('tells, as the page does, what was made to go wrong and how often', () => {
    const run = { ...aReport().run, faults: { throttle: 312, drop: 1 } };
    const line = 'with faults made on purpose: throttle 312 times, drop 1 time';
    expect(terminalReport(aReport({ run }), options)).toContain(line);
    expect(htmlReport(aReport({ run }), 'my-out')).toContain(line);
    expect(terminalReport(aReport(), options).join()).not.toContain('on purpose');
  });

  const hungAtMs = Date.parse('2026-01-13T11:00:00Z');
  const aHeal: HealReport = {
    tierId: 'web',
    instanceId: 'i-1',
    execution: 'e',
    outcome: 'replaced',
    hungAtMs,
    endedAtMs: hungAtMs + 600_000,
  };
  const unhealed: UnhealedInstance = { tierId: 'web', instanceId: 'i-1', hungAtMs, isHealedTier: true, attempts: [] };
  const explained = (at: string): string => `npx rubato explain --heal web --at ${at} --from my-out tells why`;

  it.each<[string, Partial<UnhealedInstance>, string]>([
    ['nobody replaced', {}, `hung at Tue 12:00 and was not replaced; ${explained('2026-01-13T00:00:00.000Z')}`],
    [
      'could not be replaced',
      { attempts: [{ ...aHeal, outcome: 'not-healthy' }] },
      `hung at Tue 12:00 and was not replaced: its replacement ended as not-healthy at Tue 12:10; ${explained('2026-01-13T11:10:00.000Z')}`,
    ],
    [
      'was found bad and could not be replaced twice',
      {
        hungAtMs: null,
        attempts: [
          { ...aHeal, outcome: 'call-failed' },
          { ...aHeal, outcome: 'not-healthy', endedAtMs: hungAtMs + 1_200_000 },
        ],
      },
      `was not replaced: its replacement ended as call-failed at Tue 12:10, then not-healthy at Tue 12:20; ${explained('2026-01-13T11:20:00.000Z')}`,
    ],
    [
      'is of a tier that is not healed',
      { isHealedTier: false },
      'hung at Tue 12:00 and stayed so, for the tier names no healing policy',
    ],
  ])('tells, as the page does, of an instance that %s, and calls none of it healed', (_, changes, why) => {
    const report = aReport({ unhealed: [{ ...unhealed, ...changes }] });
    const line = `not healed: i-1 of tier web ${why}`;
    const lines = terminalReport(report, options);
    expect(lines.filter((each) => each.includes('i-1'))).toEqual([line]);
    expect(htmlReport(report, 'my-out')).toContain(line);
    expect(htmlReport(report, 'my-out')).not.toContain('Healed');
  });

  it('tells, as the page does, who was replaced and when', () => {
    const report = aReport({ heals: [aHeal] });
    expect(terminalReport(report, options)).toContain(
      'healed: i-1 of tier web replaced at Tue 12:10, 10 min 00 s after it hung',
    );
    expect(htmlReport(report, 'my-out')).toContain('i-1 of tier web: replaced at Tue 12:10, 10 min 00 s after it hung');
  });

  it('has the commands as the shell of the person takes them', () => {
    const lines = terminalReport(aReport({ unhealed: [unhealed] }), { ...options, folder: 'my out' });
    expect(lines.join()).toContain("--from 'my out' tells why");
    vi.spyOn(process, 'cwd').mockReturnValue(resolve('..', 'elsewhere'));
    onTestFinished(() => void vi.restoreAllMocks());
    const elsewhere = htmlReport(aReport({ unhealed: [unhealed] }), 'my-out');
    expect(elsewhere).toContain(`npm --prefix ../${basename(PROJECT)} run rubato -- explain --heal web `);
  });

  it('is told, as the page is, what became of tiers without traffic', () => {
    const report = aReport({
      otherTiers: [{ tierId: 'jobs', group: 'jobs', leastSize: 1, peakSize: 3, endSize: 2 }],
      decisions: [
        aDecision(),
        aDecision({ subject: 'tier jobs', action: 'scale' }),
        aDecision({ subject: 'tier jobs' }),
      ],
      heals: [{ ...aHeal, tierId: 'jobs' }],
    });
    const line =
      'tier jobs, without traffic of this run: size 1 to 3, 2 at the end; 2 decisions recorded, 1 of them acted, 1 heal';
    expect(terminalReport(report, options)).toContain(line);
    expect(terminalReport(report, options)).toContain('  1 decision recorded, none of them acted, 0 heals');
    expect(htmlReport(report, 'my-out')).toContain(line);
  });

  it.each([
    ['is blocked', { sinceMs: hungAtMs, reason: 'not-running' }, '; blocked since Tue 12:00: not-running'],
    ['is not', null, ''],
  ])('tells, as the page does, of an environment at the end of the run that it %s', (_, blocked, suffix) => {
    const asleep = [{ fromMs: hungAtMs - 7_200_000, untilMs: hungAtMs }];
    const report = aReport({
      environments: [{ environmentId: 'staging', hoursAsleep: 2, asleep, blocked, sizes: [] }],
    });
    expect(terminalReport(report, options)).toContain(
      `environment staging: asleep 2 h (Tue 10:00 to Tue 12:00)${suffix}`,
    );
    expect(htmlReport(report, 'my-out')).toContain(`<p>Asleep for 2 h${suffix}.</p>`);
  });

  it('counts one of a thing as one', () => {
    const once = { one: 1 };
    const activity = { invocations: once, calls: once, executions: {}, transitions: once, alarmChanges: once };
    const lines = terminalReport(aReport({ activity, decisions: [aDecision()] }), options);
    expect(lines).toEqual(
      expect.arrayContaining([
        '1 decision recorded; none acted',
        'functions: 1 invocation (one 1)',
        'state machines: 0 executions, 1 transition',
        'alarms: 1 change of state',
      ]),
    );
  });

  it('is told, as the page is, how long a tier was at its max', () => {
    const [tier, ...others] = aReport().tiers;
    if (tier === undefined) throw new Error('no tier');
    const report = aReport({ tiers: [{ ...tier, figures: { ...tier.figures, max: 10, hoursAtMax: 1.2 } }, ...others] });
    const options = { columns: 80, servedPerInstancePerMinute: { web: 1000 }, decisions: 5, folder: 'my-out' };
    expect(terminalReport(report, options)).toContain('  the tier was at its max of 10 for 1 h 12 min');
    expect(htmlReport(report, 'my-out')).toContain('The tier was at its max of 10 for 1 h 12 min.');
  });

  it('is told, as the page is, what of the unserved came while a tier slept', () => {
    const [tier, ...others] = aReport().tiers;
    if (tier === undefined) throw new Error('no tier');
    const report = aReport({
      tiers: [{ ...tier, figures: { ...tier.figures, unservedAsleepShare: 0.25 } }, ...others],
    });
    const options = { columns: 80, servedPerInstancePerMinute: { web: 1000 }, decisions: 5, folder: 'my-out' };
    const sentence = '25.0 % of all requests came while it slept and are unserved; the other rows never sleep';
    expect(terminalReport(report, options)).toContain(`  ${sentence}`);
    expect(htmlReport(report, 'my-out')).toContain(`${sentence}.`);
  });

  it('gets the few most frequent calls, and what is billed at rest', () => {
    const calls = { a: 1, b: 2, c: 3, d: 4, e: 5, f: 1000, g: 7 };
    const { activity } = aReport();
    const lines = terminalReport(
      aReport({ activity: { ...activity, calls }, resources: { alarms: 13, 'KMS keys': 1 } }),
      {
        columns: 80,
        servedPerInstancePerMinute: { web: 1000 },
        decisions: 5,
        folder: 'my-out',
      },
    );
    expect(lines).toContain('API calls: 1,022 (f 1,000, g 7, e 5, d 4, c 3, 2 other kinds in report.json)');
    expect(lines).toContain('billed at rest as well: alarms 13, KMS keys 1');
  });

  it('is told of every broken invariant', () => {
    const lines = terminalReport(aReport({ violations: ['S1 tier web was set to 400'] }), {
      columns: 80,
      servedPerInstancePerMinute: { web: 1000 },
      decisions: 5,
      folder: 'my-out',
    });
    expect(lines).toContain('INVARIANT BROKEN  S1 tier web was set to 400');
  });
});

describe('words for figures', () => {
  it.each([
    [36, '36 h'],
    [0.2, '12 min'],
    [1.5, '1 h 30 min'],
    [1.15, '1 h 09 min'],
    [0, '0 min'],
  ])('%d hours are %s', (hours, words) => expect(hoursAndMinutes(hours)).toBe(words));

  it.each([
    [0, '0.0 %'],
    [0.0004, '0.040 %'],
    [0.55, '55.0 %'],
  ])('a share of %d is %s', (share, words) => expect(percent(share)).toBe(words));

  it.each([
    [0, '0 s'],
    [59_600, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_599_600, '1 h'],
    [10_525_000, '2 h 55 min'],
  ])('%d ms is %s', (ms, words) => expect(duration(ms)).toBe(words));
});
