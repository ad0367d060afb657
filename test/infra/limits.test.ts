import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { Blueprint } from '../../core/blueprint/model.ts';
import { shardsBeside, TIERS_PER_STACK } from '../../core/blueprint/room-in-stack.ts';
import { blueprintOf, resourcesOf, stackOf } from './synthesized.ts';

/** Limits that a synth does not see, with the page that states each. */
const LIMITS = {
  /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
  patternCharacters: 2048,
  /** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  environmentBytes: 4096,
  functionNameCharacters: 64,
  /** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
  resources: 500,
  templateBytes: 1_000_000,
  /** All inline policies of a role, without white space: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
  inlinePolicyCharacters: 10_240,
  /** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
  stateMachineNameCharacters: 80,
  definitionBytes: 1_000_000,
  /** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html, https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
  ruleNameCharacters: 64,
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html */
  alarmNameCharacters: 255,
  /** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html */
  alarmMetrics: 10,
  /** Of one log group: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
  metricFilters: 100,
} as const;

/** The metrics that an alarm's expression is made of; none where it watches one metric. */
const metricsOf = (alarm: Readonly<Record<string, unknown>>): number =>
  ((alarm['Metrics'] ?? []) as readonly object[]).filter((query) => 'MetricStat' in query).length;

/** The largest blueprints that one stack carries, with long names: so many tiers, and as many shards as there is room for beside them. */
const large = (tierCount: number): Blueprint => {
  const example = blueprintOf('rubato.yaml');
  const web = example.tiers['web'];
  if (web === undefined) throw new Error('the example has a tier web');
  const tiers = Array.from({ length: tierCount }, (_, index) => ({
    ...web,
    id: `tier-with-a-rather-long-name-${index}`,
  }));
  return {
    ...example,
    shards: shardsBeside(tierCount),
    tiers: Object.fromEntries(tiers.map((tier) => [tier.id, tier])),
  };
};

describe.each([
  { name: 'the example', template: Template.fromStack(stackOf(blueprintOf('rubato.yaml'))) },
  ...[TIERS_PER_STACK, 65, 1].map((tiers) => ({
    name: `${tiers} tiers in ${shardsBeside(tiers)} shards`,
    template: Template.fromStack(stackOf(large(tiers))),
  })),
])('$name', ({ template }) => {
  const sizes = (type: string, size: (properties: Record<string, never>) => number): number[] =>
    resourcesOf(template, type).map(([, { Properties }]) => size(Properties as Record<string, never>));
  const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

  it.each([
    ['event patterns', 'AWS::Events::Rule', (p) => text(p['EventPattern']).length, LIMITS.patternCharacters],
    ['rule names', 'AWS::Events::Rule', (p) => text(p['Name']).length, LIMITS.ruleNameCharacters],
    ['schedule names', 'AWS::Scheduler::Schedule', (p) => text(p['Name']).length, LIMITS.ruleNameCharacters],
    [
      'function environments',
      'AWS::Lambda::Function',
      (p) => Buffer.byteLength(text(p['Environment'])),
      LIMITS.environmentBytes,
    ],
    ['function names', 'AWS::Lambda::Function', (p) => text(p['FunctionName']).length, LIMITS.functionNameCharacters],
    [
      'state machine names',
      'AWS::StepFunctions::StateMachine',
      (p) => text(p['StateMachineName']).length,
      LIMITS.stateMachineNameCharacters,
    ],
    [
      'definitions',
      'AWS::StepFunctions::StateMachine',
      (p) => text(p['DefinitionString']).length,
      LIMITS.definitionBytes,
    ],
    ['alarm names', 'AWS::CloudWatch::Alarm', (p) => text(p['AlarmName']).length, LIMITS.alarmNameCharacters],
    ['metrics of an alarm', 'AWS::CloudWatch::Alarm', metricsOf, LIMITS.alarmMetrics],
  ] as [string, string, (properties: Record<string, unknown>) => number, number][])(
    '%s stay under their limit',
    (_what, type, size, limit) => {
      const found = sizes(type, size);
      expect(found.length).toBeGreaterThan(0);
      expect(Math.max(...found)).toBeLessThanOrEqual(limit);
    },
  );

  it('the inline policies of each role stay under their limit', () => {
    const byRole = new Map<string, number>();
    for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Policy')) {
      const role = JSON.stringify(Properties['Roles']);
      byRole.set(role, (byRole.get(role) ?? 0) + JSON.stringify(Properties['PolicyDocument']).length);
    }
    expect(Math.max(...byRole.values())).toBeLessThanOrEqual(LIMITS.inlinePolicyCharacters);
  });

  it('the metric filters of each log group stay under their limit', () => {
    const groups = resourcesOf(template, 'AWS::Logs::MetricFilter').map(([, { Properties }]) =>
      JSON.stringify(Properties['LogGroupName']),
    );
    const counts = Object.values(Object.groupBy(groups, (group) => group)).map((each) => each?.length ?? 0);
    expect(Math.max(...counts)).toBeLessThanOrEqual(LIMITS.metricFilters);
  });

  it('resources and bytes of the template stay under their limits', () => {
    const json = template.toJSON();
    expect(Object.keys(json['Resources']).length).toBeLessThanOrEqual(LIMITS.resources);
    expect(JSON.stringify(json).length).toBeLessThanOrEqual(LIMITS.templateBytes);
  });
});
