import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Blueprint, Tier } from '../../../core/blueprint/model.ts';
import { parseBlueprint } from '../../../core/blueprint/parse-blueprint.ts';

const example = readFileSync(new URL('../../../rubato.yaml', import.meta.url), 'utf8');

/** The sentences about a text, without the name of the file. */
const problems = (text: string): string[] => {
  const result = parseBlueprint(text, 'b.yaml');
  return result.isValid ? [] : result.problems.map((problem) => problem.text.replace('b.yaml:', ''));
};

const blueprintOf = (text: string): Blueprint => {
  const result = parseBlueprint(text, 'b.yaml');
  if (!result.isValid) throw new Error(result.problems.map((problem) => problem.text).join('\n'));
  return result.blueprint;
};

const webTierOf = (text: string): Tier => {
  const tier = blueprintOf(text).tiers['web'];
  if (tier === undefined) throw new Error('must have the tier web');
  return tier;
};

/** A right blueprint with one of its lines replaced, or more lines added. */
const base = `installation: shop
schedules:
  day: { timeZone: Europe/Rome, periods: [{ begin: "08:00", end: "20:00" }] }
calendars:
  holidays: { treatAs: off, dates: [2026-12-25] }
tiers:
  web:
    group: web-group
    min: 2
    max: 10
    servedPerInstancePerMinute: 600
    load: [{ alb: { targetGroup: targetgroup/web/73e2d6bc24d8a067, loadBalancer: app/web/50dc6c495c0c9188 } }]
    policy: target-tracking
    healing: standard
environments:
  staging: { tag: env=staging, stages: [app, web], schedule: day }
healing:
  standard: {}
`;
const withLine = (from: string, to: string): string => {
  if (!base.includes(from)) throw new Error(`the base has no ${from}`);
  return base.replace(from, to);
};

describe('parseBlueprint', () => {
  it('reads the example', () => {
    const blueprint = blueprintOf(example);
    expect(blueprint).toMatchObject({ installation: 'demo', mode: 'dry-run', demo: true, shards: 1 });
    expect(blueprint.tiers['web']).toEqual({
      id: 'web',
      group: 'rubato-demo-web',
      min: 2,
      max: 300,
      load: [
        {
          type: 'alb',
          targetGroup: null,
          loadBalancer: null,
          counts: 'total',
          whenAbsent: 'zeroIfHealthy',
          servedPerInstancePerMinute: 1000,
        },
      ],
      policy: { type: 'target-tracking', target: 0.7, scaleOutMinutes: 1, scaleInMinutes: 15 },
      guards: { errorRate: null, p95LatencyMs: null },
      warmUpSeconds: 180,
      settleSeconds: 90,
      unservedPrice: 100,
      shadow: null,
      shadowGuardRails: null,
      events: [],
      guardRails: expect.objectContaining({ scaleOutCooldownSeconds: 0 }),
      healing: 'standard',
    });
    expect(blueprint.environments['staging']).toEqual({
      id: 'staging',
      tag: { key: 'rubato:environment', value: 'staging' },
      stages: ['app', 'web'],
      schedule: 'office-hours',
      stageDeadlineSeconds: 900,
    });
    expect(blueprint.schedules['office-hours']).toEqual({
      timeZone: 'Europe/Rome',
      periods: [{ weekdays: [1, 2, 3, 4, 5], beginMinute: 480, endMinute: 1200 }],
      calendars: [],
    });
    expect(blueprint.healing).toEqual({ standard: { unhealthySeconds: 0, replacementsPerHour: 6 } });
  });

  it('is dry-run and no demo unless told otherwise', () => {
    expect(blueprintOf('installation: shop')).toEqual({
      installation: 'shop',
      mode: 'dry-run',
      demo: false,
      schedules: {},
      calendars: {},
      tiers: {},
      environments: {},
      healing: {},
      notifications: {},
      shards: 1,
    });
  });

  it('writes out a metric of its own, with what it takes from the tier', () => {
    const load = '[{ namespace: Shop, metric: Jobs, dimensions: { Queue: web }, counts: perInstance }]';
    const text = base.replace(/load: .*/, `load: ${load}`);
    expect(webTierOf(text).load).toEqual([
      {
        type: 'metric',
        namespace: 'Shop',
        metric: 'Jobs',
        dimensions: { Queue: 'web' },
        stat: 'Average',
        counts: 'perInstance',
        whenAbsent: 'unknown',
        servedPerInstancePerMinute: 600,
      },
    ]);
  });

  it.each([
    { policy: '', price: 100 },
    { policy: 'policy: adaptive', price: 100 },
    { policy: 'policy: adaptive\n    unservedPrice: 20', price: 20 },
    { policy: 'policy: { type: adaptive, unservedPrice: 50 }\n    unservedPrice: 20', price: 50 },
  ])('writes out "$policy" as the adaptive policy at a price of $price', ({ policy, price }) => {
    expect(webTierOf(withLine('policy: target-tracking', policy)).policy).toEqual({
      type: 'adaptive',
      unservedPrice: price,
    });
  });

  it.each([
    { policy: 'adaptive', tolerance: 0, stabilisationMinutes: 0 },
    { policy: 'target-tracking', tolerance: 0.05, stabilisationMinutes: 7 },
    {
      policy: '{ type: scheduled-floor, floors: [{ schedule: day, size: 8 }], policy: adaptive }',
      tolerance: 0,
      stabilisationMinutes: 0,
    },
  ])('has guard rails by default that fit the policy $policy', ({ policy, ...rails }) => {
    expect(webTierOf(withLine('policy: target-tracking', `policy: ${policy}`)).guardRails).toEqual({
      ...rails,
      scaleOutCooldownSeconds: 0,
      scaleInCooldownSeconds: 60,
    });
  });

  it('knows the guard rails that would be there with the shadow in place of the policy', () => {
    const text = 'policy: target-tracking\n    shadow: adaptive\n    guardRails: { stabilisationMinutes: 3 }';
    const { guardRails, shadowGuardRails } = webTierOf(withLine('policy: target-tracking', text));
    expect(guardRails).toMatchObject({ tolerance: 0.05, stabilisationMinutes: 3 });
    expect(shadowGuardRails).toMatchObject({ tolerance: 0, stabilisationMinutes: 3 });
  });

  it('leaves a guard rail as the blueprint has it', () => {
    const text = withLine('policy: target-tracking', 'policy: adaptive\n    guardRails: { tolerance: 0.1 }');
    expect(webTierOf(text).guardRails).toMatchObject({ tolerance: 0.1, stabilisationMinutes: 0 });
  });

  it('writes out a step policy', () => {
    const policy = `{ type: step,
      scaleOut: { threshold: 0.7, adjustment: PercentChangeInCapacity, steps: [{ from: 0, to: 0.1, change: 10 }, { from: 0.1, to: null, change: 30 }] },
      scaleIn: { threshold: 0.4, adjustment: ChangeInCapacity, steps: [{ from: null, to: 0, change: -1 }] } }`;
    expect(webTierOf(withLine('policy: target-tracking', `policy: ${policy}`)).policy).toMatchObject({
      type: 'step',
      scaleOut: { minutes: 2, minMagnitude: 1, cooldownSeconds: 0 },
      scaleIn: { minutes: 15, cooldownSeconds: 300, steps: [{ from: null, to: 0, change: -1 }] },
    });
  });

  it('writes out a policy of Kubernetes', () => {
    const policy = '{ type: hpa, target: 0.6, scaleUp: { policies: [{ type: Pods, value: 4, periodSeconds: 60 }] } }';
    expect(webTierOf(withLine('policy: target-tracking', `policy: ${policy}`)).policy).toEqual({
      type: 'hpa',
      target: 0.6,
      scaleUp: {
        tolerance: 0.1,
        stabilizationWindowSeconds: 0,
        selectPolicy: 'Max',
        policies: [{ type: 'Pods', value: 4, periodSeconds: 60 }],
      },
      scaleDown: { tolerance: 0.1, stabilizationWindowSeconds: 300, selectPolicy: 'Max', policies: [] },
    });
  });

  it('puts schedules in place of the names of a scheduled floor', () => {
    const policy = '{ type: scheduled-floor, floors: [{ schedule: day, size: 8 }], policy: target-tracking }';
    const blueprint = blueprintOf(withLine('policy: target-tracking', `policy: ${policy}`));
    expect(blueprint.tiers['web']?.policy).toEqual({
      type: 'scheduled-floor',
      floors: [{ name: 'day', schedule: blueprint.schedules['day'], calendars: {}, size: 8 }],
      leadMinutes: 5,
      policy: { type: 'target-tracking', target: 0.7, scaleOutMinutes: 3, scaleInMinutes: 15 },
    });
  });

  it('checks a shadow like the policy beside it', () => {
    const withShadow = (shadow: string) =>
      withLine('policy: target-tracking', `policy: target-tracking\n    shadow: ${shadow}`);
    expect(webTierOf(withShadow('{ type: hpa }')).shadow).toMatchObject({ type: 'hpa', target: 0.7 });
    expect(
      problems(
        withShadow('{ type: scheduled-floor, floors: [{ schedule: night, size: 8 }], policy: target-tracking }'),
      ),
    ).toEqual(['14:59 tiers.web.shadow.floors[0].schedule: found "night", must be one of schedules: day']);
  });

  it.each([
    { days: 'mon-fri', expected: [1, 2, 3, 4, 5] },
    { days: 'sat, sun', expected: [6, 7] },
    { days: 'fri-mon', expected: [1, 5, 6, 7] },
    { days: 'wed,mon-tue,wed', expected: [1, 2, 3] },
  ])('reads the days $days', ({ days, expected }) => {
    const { schedules } = blueprintOf(withLine('{ begin:', `{ days: "${days}", begin:`));
    expect(schedules).toMatchObject({ day: { periods: [{ weekdays: expected }] } });
  });

  it('takes on, off and times without quotes for what they look like', () => {
    const text = withLine('installation: shop', 'installation: shop\nmode: off').replaceAll('"', '');
    expect(blueprintOf(text)).toMatchObject({ mode: 'off', schedules: { day: { periods: [{ beginMinute: 480 }] } } });
  });

  it('deals 99 tiers to a shard', () => {
    const tier = (index: number): string =>
      `  t${index}: { group: g${index}, min: 1, max: 2, servedPerInstancePerMinute: 1, load: [{ namespace: A, metric: B, dimensions: {}, counts: total }], policy: target-tracking }\n`;
    const tiers = (count: number): string => Array.from({ length: count }, (_, index) => tier(index)).join('');
    expect(blueprintOf(`installation: shop\ntiers:\n${tiers(99)}`).shards).toBe(1);
    expect(blueprintOf(`installation: shop\ntiers:\n${tiers(100)}`).shards).toBe(2);
    expect(problems(`installation: shop\ntiers:\n${tiers(171)}`)).toEqual([
      expect.stringMatching(/tiers: found 171 tiers, must be at most 170: a CloudFormation stack holds 500 resources$/),
    ]);
    expect(problems(`shards: 1\ninstallation: shop\ntiers:\n${tiers(100)}`)).toEqual([
      '1:9 shards: found 1, must be at least 2: a shard reads at most 99 of the 100 tiers',
    ]);
    expect(blueprintOf(`shards: 40\ninstallation: shop\ntiers:\n${tiers(65)}`).shards).toBe(40);
    expect(problems(`shards: 41\ninstallation: shop\ntiers:\n${tiers(65)}`)).toEqual([
      '1:9 shards: found 41, must be at most 40: beside 65 tiers a CloudFormation stack of 500 resources has room for no more',
    ]);
    expect(problems(`shards: 62\ninstallation: shop\ntiers:\n${tiers(1)}`)).toEqual([
      expect.stringContaining('shards: found 62, must be'),
    ]);
  });
});

describe('parseBlueprint says of', () => {
  const scaleOut = (steps: string): string =>
    withLine(
      'policy: target-tracking',
      `policy: { type: step, scaleOut: { threshold: 0.7, adjustment: ChangeInCapacity, steps: [${steps}] }, scaleIn: { threshold: 0.4, adjustment: ChangeInCapacity, steps: [{ from: null, to: 0, change: -1 }] } }`,
    );

  it.each([
    {
      what: 'a value that is too small',
      text: withLine('min: 2', 'min: 0'),
      expected: ['9:10 tiers.web.min: found 0, must be a whole number from 1 to 10000'],
    },
    {
      what: 'a size beyond any group',
      text: withLine('max: 10', 'max: 99999999'),
      expected: ['10:10 tiers.web.max: found 99999999, must be a whole number from 1 to 10000'],
    },
    {
      what: 'a capacity beyond any instance',
      text: withLine('servedPerInstancePerMinute: 600', 'servedPerInstancePerMinute: 1e308'),
      expected: [
        '11:33 tiers.web.servedPerInstancePerMinute: found 1e+308, must be a number above 0 and at most 1000000000',
      ],
    },
    {
      what: 'bounds that cross',
      text: withLine('max: 10', 'max: 1'),
      expected: ['10:10 tiers.web.max: found 1, must be at least min, which is 2'],
    },
    {
      what: 'a missing key, at its parent',
      text: withLine('    min: 2\n', ''),
      expected: ['7:3 tiers.web.min: is missing, must be a whole number from 1 to 10000'],
    },
    {
      what: 'an unknown key',
      text: withLine('healing: standard', 'heeling: standard'),
      expected: [
        '14:5 tiers.web.heeling: found the unknown key "heeling" (did you mean healing?), must be one of group, min, max, servedPerInstancePerMinute, load, policy, shadow, events, guards, warmUpSeconds, settleSeconds, unservedPrice, guardRails, healing',
      ],
    },
    {
      what: 'a key that is there twice',
      text: withLine('min: 2', 'min: 2\n    min: 3'),
      expected: ['10:5: found the key min twice, must be there once'],
    },
    {
      what: 'text that is not YAML',
      text: withLine('min: 2', 'min: [2'),
      expected: [expect.stringMatching(/^10:\d+: found text that is not YAML: /)],
    },
    {
      what: 'a healing policy that does not exist',
      text: withLine('healing: standard', 'healing: standart'),
      expected: [
        '14:14 tiers.web.healing: found "standart" (did you mean standard?), must be one of healing: standard',
      ],
    },
    {
      what: 'a schedule that does not exist',
      text: withLine('schedule: day', 'schedule: night'),
      expected: ['16:62 environments.staging.schedule: found "night", must be one of schedules: day'],
    },
    {
      what: 'a calendar that does not exist',
      text: withLine('Europe/Rome,', 'Europe/Rome, calendars: [holiday],'),
      expected: [
        '3:45 schedules.day.calendars[0]: found "holiday" (did you mean holidays?), must be one of calendars: holidays',
      ],
    },
    {
      what: 'a time zone that does not exist',
      text: withLine('Europe/Rome', 'Europe/Roma'),
      expected: [
        '3:20 schedules.day.timeZone: found "Europe/Roma" (did you mean Europe/Rome?), must be an IANA time zone such as Europe/Rome',
      ],
    },
    {
      what: 'an offset in place of a time zone',
      text: withLine('Europe/Rome', '"+01:00"'),
      expected: ['3:20 schedules.day.timeZone: found "+01:00", must be an IANA time zone such as Europe/Rome'],
    },
    {
      what: 'an empty period',
      text: withLine('{ begin: "08:00", end: "20:00" }', '{}'),
      expected: ['3:43 schedules.day.periods[0]: found an empty mapping, must have days, begin or end'],
    },
    {
      what: 'no period',
      text: withLine('[{ begin: "08:00", end: "20:00" }]', '[]'),
      expected: ['3:42 schedules.day.periods: found an empty list, must be a list of at least one'],
    },
    {
      what: 'a time without its leading zero',
      text: withLine('"08:00"', '8:00'),
      expected: ['3:52 schedules.day.periods[0].begin: found "8:00", must be a time from "00:00" to "23:59"'],
    },
    {
      what: 'a period that a clock change swallows',
      text: withLine('begin: "08:00", end: "20:00"', 'begin: "02:10", end: "02:50"'),
      expected: [
        '3:52 schedules.day.periods[0].begin: found 02:10 to 02:50, which has no length on 2026-03-29 because the clocks of Europe/Rome skip it, must reach beyond the skipped time or leave out that day',
      ],
    },
    {
      what: 'a date that does not exist',
      text: withLine('2026-12-25', '2026-02-30'),
      expected: ['5:37 calendars.holidays.dates[0]: found "2026-02-30", must be a date that exists'],
    },
    {
      what: 'calendars that contradict each other',
      text: withLine('calendars:', 'calendars:\n  sale: { treatAs: on, dates: [2026-12-25] }').replace(
        'Europe/Rome,',
        'Europe/Rome, calendars: [holidays, sale],',
      ),
      expected: [
        '3:44 schedules.day.calendars: found calendars that treat "2026-12-25" as on and as off, must agree on each date',
      ],
    },
    {
      what: 'a load balancer that is not named outside of the demo',
      text: base.replace(/alb: \{.*\} \}/, 'alb: {} }'),
      expected: [
        "12:14 tiers.web.load[0].alb.targetGroup: is missing, must be there unless demo is true and the group's name begins with rubato-demo-",
        "12:14 tiers.web.load[0].alb.loadBalancer: is missing, must be there unless demo is true and the group's name begins with rubato-demo-",
      ],
    },
    {
      what: 'a load balancer without its target group',
      text: withLine('targetGroup: targetgroup/web/73e2d6bc24d8a067, ', '')
        .replace('installation', 'demo: true\ninstallation')
        .replace('web-group', 'rubato-demo-web'),
      expected: ['13:14 tiers.web.load[0].alb.targetGroup: is missing, must be there when the other is'],
    },
    {
      what: 'a capacity that is nowhere',
      text: withLine('    servedPerInstancePerMinute: 600\n', ''),
      expected: ['11:12 tiers.web.load[0].servedPerInstancePerMinute: is missing, must be here or at the tier'],
    },
    {
      what: 'nothing to measure',
      text: base.replace(/load: .*/, 'load: []'),
      expected: ['12:11 tiers.web.load: found an empty list, must be a list of at least one'],
    },
    {
      what: 'a tier of nothing',
      text: `${base.slice(0, base.indexOf('    group'))}`,
      expected: [
        '7:7 tiers.web: found nothing, must be a mapping of group, min, max, servedPerInstancePerMinute, load, policy, shadow, events, guards, warmUpSeconds, settleSeconds, unservedPrice, guardRails, healing',
      ],
    },
    {
      what: 'an unknown policy',
      text: withLine('policy: target-tracking', 'policy: { type: magic }'),
      expected: [
        '13:21 tiers.web.policy.type: found "magic", must be adaptive, target-tracking, step, hpa or scheduled-floor',
      ],
    },
    {
      what: 'a floor by a schedule that does not exist',
      text: withLine(
        'policy: target-tracking',
        'policy: { type: scheduled-floor, floors: [{ schedule: dya, size: 8 }], policy: target-tracking }',
      ),
      expected: ['13:59 tiers.web.policy.floors[0].schedule: found "dya", must be one of schedules: day'],
    },
    {
      what: 'a floor over the max',
      text: withLine(
        'policy: target-tracking',
        'policy: { type: scheduled-floor, floors: [{ schedule: day, size: 11 }], policy: target-tracking }',
      ),
      expected: ['13:70 tiers.web.policy.floors[0].size: found 11, must be at most max, which is 10'],
    },
    {
      what: 'a tolerance that swallows the steps of a policy',
      text: withLine(
        'policy: target-tracking',
        'policy: { type: scheduled-floor, floors: [{ schedule: day, size: 8 }], policy: { type: hpa } }\n    guardRails: { tolerance: 0.1 }',
      ),
      expected: [
        '14:30 tiers.web.guardRails.tolerance: found 0.1, must be 0 with policy hpa: it has a tolerance on each side',
      ],
    },
    {
      what: 'a floor under a floor',
      text: withLine(
        'policy: target-tracking',
        'policy: { type: scheduled-floor, floors: [{ schedule: day, size: 8 }], policy: { type: scheduled-floor } }',
      ),
      expected: [
        '13:92 tiers.web.policy.policy.type: found "scheduled-floor", must be adaptive, target-tracking, step or hpa',
      ],
    },
    {
      what: 'unserved load that is never worth an instance',
      text: withLine('policy: target-tracking', 'policy: { type: adaptive, unservedPrice: 1 }'),
      expected: ['13:46 tiers.web.policy.unservedPrice: found 1, must be a number above 1'],
    },
    {
      what: 'a step policy without its steps',
      text: withLine('policy: target-tracking', 'policy: step'),
      expected: [
        '13:13 tiers.web.policy: found "step", must be adaptive or target-tracking, or a mapping with the type adaptive, target-tracking, step, hpa or scheduled-floor',
      ],
    },
    {
      what: 'steps with a gap',
      text: scaleOut('{ from: 0, to: 0.1, change: 1 }, { from: 0.2, to: null, change: 2 }'),
      expected: [
        expect.stringMatching(/scaleOut\.steps\[1\]\.from: found 0.2, must be 0.1, where the step before it ends$/),
      ],
    },
    {
      what: 'steps that end',
      text: scaleOut('{ from: 0, to: 0.1, change: 1 }'),
      expected: [expect.stringMatching(/scaleOut\.steps\[0\]\.to: found 0.1, must be null in the outermost step$/)],
    },
    {
      what: 'steps that begin beyond the threshold',
      text: scaleOut('{ from: 0.1, to: null, change: 1 }'),
      expected: [expect.stringMatching(/scaleOut\.steps\[0\]\.from: found 0.1, must be 0, where the threshold is$/)],
    },
    {
      what: 'a step that goes the wrong way',
      text: scaleOut('{ from: 0, to: null, change: -1 }'),
      expected: [expect.stringMatching(/scaleOut\.steps\[0\]\.change: found -1, must be above 0 to scale out$/)],
    },
    {
      what: 'a group in two tiers',
      text: withLine(
        'environments:',
        '  api: { group: web-group, min: 1, max: 2, servedPerInstancePerMinute: 1, load: [{ namespace: A, metric: B, dimensions: {}, counts: total }], policy: target-tracking }\nenvironments:',
      ),
      expected: ['15:17 tiers.api.group: found "web-group" again (see tiers.web.group), must be in one tier only'],
    },
    {
      what: 'an environment without a tag value',
      text: withLine('env=staging', 'env='),
      expected: ['16:19 environments.staging.tag: found "env=", must be a tag as `key=value`'],
    },
    {
      what: 'an environment without stages',
      text: withLine('[app, web]', '[]'),
      expected: ['16:40 environments.staging.stages: found an empty list, must be a list of at least one'],
    },
    {
      what: 'a stage that is there twice',
      text: withLine('[app, web]', '[app, app]'),
      expected: [
        '16:46 environments.staging.stages[1]: found "app" again (see environments.staging.stages[0]), must be a stage of its own',
      ],
    },
    {
      what: 'two environments with one tag',
      text: withLine('healing:\n', '  qa: { tag: { key: env, value: staging }, stages: [a] }\nhealing:\n'),
      expected: [
        '17:14 environments.qa.tag: found "env=staging" again (see environments.staging.tag), must be the tag of one environment only',
      ],
    },
    {
      what: 'a name with capitals',
      text: withLine('  staging:', '  Staging:'),
      expected: [
        '16:3 environments.Staging: found "Staging", must be lower-case letters, digits and single hyphens, beginning with a letter, at most 40',
      ],
    },
    {
      what: 'a list for a mapping',
      text: '- a',
      expected: [
        '1:1: found a list, must be a mapping of installation, mode, demo, schedules, calendars, tiers, environments, healing, notifications, shards',
      ],
    },
    { what: 'an empty file', text: '', expected: [expect.stringContaining('1:1 installation: is missing, must be')] },
    {
      what: 'an alias without an anchor',
      text: 'installation: *x',
      expected: [expect.stringContaining('found an alias that cannot be followed')],
    },
    {
      what: 'two documents',
      text: `${base}---\n${base}`,
      expected: [expect.stringContaining('19:1: found text that is not YAML')],
    },
  ])('$what', ({ text, expected }) => {
    expect(problems(text)).toEqual(expected);
  });

  it('all that is wrong at once, in the order of the file', () => {
    const text = withLine('min: 2', 'min: 0')
      .replace('schedule: day', 'schedule: night')
      .replace('Europe/Rome', 'Mars/Base')
      .replace('shop', 'Shop');
    expect(problems(text).map((sentence) => sentence.split(' ')[1])).toEqual([
      'installation:',
      'schedules.day.timeZone:',
      'tiers.web.min:',
      'environments.staging.schedule:',
    ]);
  });

  it('each problem what a program needs to point at it', () => {
    const result = parseBlueprint(withLine('min: 2', 'min: 0'), 'dir/rubato.yaml');
    expect(result).toEqual({
      isValid: false,
      problems: [
        {
          file: 'dir/rubato.yaml',
          line: 9,
          column: 10,
          path: 'tiers.web.min',
          message: 'found 0, must be a whole number from 1 to 10000',
          text: 'dir/rubato.yaml:9:10 tiers.web.min: found 0, must be a whole number from 1 to 10000',
        },
      ],
    });
  });
});

describe('parseBlueprint, for any text', () => {
  const lines = example.split('\n');

  it('never throws, and names a place inside of the text for each problem', () => {
    const mutation = fc.tuple(
      fc.nat(lines.length - 1),
      fc.oneof(fc.string(), fc.constantFrom('- a', '  x: [', 'tiers: 1', '    <<: *a', '? {a: b}', '!!set', '"')),
    );
    fc.assert(
      fc.property(fc.array(mutation, { minLength: 1, maxLength: 4 }), (mutations) => {
        const changed = [...lines];
        for (const [at, line] of mutations) changed[at] = line;
        const text = changed.join('\n');
        const result = parseBlueprint(text, 'b.yaml');
        if (result.isValid) return;
        expect(result.problems.length).toBeGreaterThan(0);
        for (const { line, column, message } of result.problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(text.split('\n').length + 1);
          expect(column).toBeGreaterThanOrEqual(1);
          expect(message).not.toContain('\n');
        }
      }),
      { numRuns: 200 },
    );
  });
});
