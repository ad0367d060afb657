import type { DecisionRow, MinuteRow, Report } from '../../../cli/report/report.ts';

const START_MS = Date.parse('2026-01-12T23:00:00Z');

export const aMinute = (minute: number, row: Partial<MinuteRow> = {}): MinuteRow => ({
  minuteMs: START_MS + minute * 60_000,
  requests: 1000,
  unserved: 0,
  p95LatencyMs: 50,
  desired: 2,
  ready: 2,
  running: 2,
  ...row,
});

export const aReport = (report: Partial<Report> = {}): Report => ({
  run: {
    trace: 'test',
    seed: 1,
    startMs: START_MS,
    hours: 1,
    timeZone: 'Europe/Rome',
    blueprint: 'rubato.yaml',
    faults: {},
  },
  tiers: [
    {
      tierId: 'web',
      group: 'shop-web',
      series: Array.from({ length: 60 }, (_, minute) => aMinute(minute)),
      shadow: null,
      figures: {
        requests: 60_000,
        unservedShare: 0,
        p95LatencyMs: 50,
        meanSize: 2,
        peakSize: 2,
        leastSize: 2,
        instanceHours: 2,
        max: 300,
        hoursAtMax: 0,
        unservedAsleepShare: 0,
        baselines: {
          staticPeak: { instanceHours: 4, unservedShare: 0, p95LatencyMs: 80 },
          targetTracking60: { instanceHours: 3, unservedShare: 0.001, p95LatencyMs: 80 },
          perfectForesight: { instanceHours: 1.5, unservedShare: 0, p95LatencyMs: null },
        },
      },
    },
  ],
  otherTiers: [],
  environments: [],
  heals: [],
  unhealed: [],
  decisions: [],
  outcomes: [],
  activity: { invocations: {}, calls: {}, executions: {}, transitions: {}, alarmChanges: {} },
  resources: {},
  violations: [],
  ...report,
});

export const aDecision = (row: Partial<DecisionRow> = {}): DecisionRow => ({
  atMs: 0,
  subject: 'tier web',
  kind: 'scale',
  mode: 'on',
  inputs: {},
  action: 'hold',
  reason: 'on-target',
  text: 'on target',
  ...row,
});
