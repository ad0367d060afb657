import { readFileSync } from 'node:fs';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import type { HpaRules, PolicySpec, TargetTrackingSpec, Tier } from '../../core/blueprint/model.ts';
import { definitionFile } from '../../infra/constructs/workflow.ts';
import { blueprintOf, resourcesOf, stackOf } from './synthesized.ts';

const blueprint = blueprintOf('rubato.yaml');
const template = Template.fromStack(stackOf(blueprint));

describe('every asynchronous edge has somewhere to fail to', () => {
  it.each(resourcesOf(template, 'AWS::Events::Rule'))(
    'rule %s has a dead-letter queue and retries for minutes, not a day',
    (_id, rule) => {
      for (const target of rule.Properties['Targets']) {
        expect(target).toMatchObject({
          DeadLetterConfig: { Arn: expect.anything() },
          RetryPolicy: { MaximumEventAgeInSeconds: 300 },
        });
      }
    },
  );

  it.each(resourcesOf(template, 'AWS::Scheduler::Schedule'))(
    'schedule %s runs each minute and has a dead-letter queue',
    (_id, schedule) => {
      expect(schedule.Properties).toMatchObject({
        ScheduleExpression: 'rate(1 minute)',
        Target: { DeadLetterConfig: { Arn: expect.anything() }, RetryPolicy: { MaximumEventAgeInSeconds: 60 } },
      });
    },
  );

  it('every trigger has a failure destination', () => {
    const invoked = [
      ...resourcesOf(template, 'AWS::Events::Rule').flatMap(([, { Properties }]) => Properties['Targets']),
      ...resourcesOf(template, 'AWS::Scheduler::Schedule').map(([, { Properties }]) => Properties['Target']),
    ].flatMap((target) => target.Arn['Fn::GetAtt']?.[0] ?? []); // A topic is no trigger.
    const withDestination = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig')
      .filter(([, { Properties }]) => Properties['DestinationConfig'].OnFailure !== undefined)
      .map(([, { Properties }]) => Properties['FunctionName'].Ref);
    expect(withDestination).toEqual(expect.arrayContaining([...new Set(invoked)]));
  });

  it('both queues of dead letters have an alarm that tells the topic', () => {
    for (const queue of ['undelivered', 'failed-invocations']) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `rubato-demo-${queue}`,
        Threshold: 1,
        AlarmActions: [Match.anyValue()],
      });
    }
  });

  it.each(resourcesOf(template, 'AWS::StepFunctions::StateMachine'))(
    'state machine %s has an alarm on executions that failed, timed out, were aborted or are throttled',
    (id) => {
      const watched = resourcesOf(template, 'AWS::CloudWatch::Alarm').filter(([, alarm]) =>
        JSON.stringify(alarm).includes(`"Ref":"${id}"`),
      );
      expect(watched).toHaveLength(1);
      expect(JSON.stringify(watched)).toMatch(
        /ExecutionsFailed.*ExecutionsTimedOut.*ExecutionsAborted.*ExecutionThrottled/s,
      );
    },
  );
});

describe('a sweep that falls silent', () => {
  const topic = { Ref: resourcesOf(template, 'AWS::SNS::Topic')[0]?.[0] };

  it.each(['tiers-0', 'environments', 'health-0'])('is told to people: %s', (name) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: `rubato-demo-${name}-silent`,
      ComparisonOperator: 'LessThanThreshold',
      TreatMissingData: 'missing',
      AlarmActions: [topic],
      InsufficientDataActions: [topic],
    });
  });
});

describe('a shard of several', () => {
  const shards = Template.fromStack(stackOf({ ...blueprintOf('rubato.yaml'), shards: 3 }));

  it.each(['tiers', 'health'].flatMap((sweep) => [0, 1, 2].map((shard) => ({ sweep, shard }))))(
    'is heard by its own lines, and its silence is told: $sweep $shard',
    ({ sweep, shard }) => {
      const scheduleName = `rubato-demo-${sweep}-${shard}`;
      shards.hasResourceProperties('AWS::Scheduler::Schedule', {
        Name: scheduleName,
        Target: Match.objectLike({ Input: JSON.stringify({ shard, shards: 3 }) }),
      });
      shards.hasResourceProperties('AWS::Logs::MetricFilter', {
        FilterPattern: `{ $.shard = ${shard} }`,
        MetricTransformations: [Match.objectLike({ MetricName: `${scheduleName}-heard` })],
      });
      shards.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `${scheduleName}-silent`,
        Threshold: 1,
        Metrics: Match.arrayWith([
          Match.objectLike({
            MetricStat: Match.objectLike({ Metric: { MetricName: `${scheduleName}-heard`, Namespace: 'Rubato' } }),
          }),
        ]),
      });
    },
  );
});

describe('what a function fails on', () => {
  const alarms = JSON.stringify(resourcesOf(template, 'AWS::CloudWatch::Alarm'));

  it.each(resourcesOf(template, 'AWS::Lambda::Function').filter(([, { Properties }]) => 'FunctionName' in Properties))(
    'or is throttled at is told to people: %s',
    (id) => {
      for (const name of ['Errors', 'Throttles']) {
        const dimensions = [{ Name: 'FunctionName', Value: { Ref: id } }];
        expect(alarms).toContain(JSON.stringify({ Dimensions: dimensions, MetricName: name, Namespace: 'AWS/Lambda' }));
      }
    },
  );
});

describe('what a trigger logs as an error', () => {
  it.each(['on-sweep', 'on-metric-alarm', 'on-environment-sweep', 'on-health-sweep', 'on-instance-event'])(
    'is told to people: %s',
    (name) => {
      template.hasResourceProperties('AWS::Logs::MetricFilter', {
        FilterPattern: '{ $.level = "ERROR" }',
        MetricTransformations: [Match.objectLike({ MetricName: `rubato-demo-${name}-errors` })],
      });
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        AlarmName: `rubato-demo-${name}-errors`,
        AlarmActions: [Match.anyValue()],
      });
    },
  );
});

describe('what is blocked', () => {
  const [, rule] = resourcesOf(template, 'AWS::Events::Rule').find(
    ([, { Properties }]) => Properties['Name'] === 'rubato-demo-blocked',
  ) ?? ['', undefined];

  it('is told to people by one rule on our own events', () => {
    expect(rule?.Properties).toMatchObject({
      EventPattern: { source: ['rubato'], 'detail-type': ['Environment Blocked', 'Instance Not Replaced'] },
      Targets: [{ Arn: { Ref: resourcesOf(template, 'AWS::SNS::Topic')[0]?.[0] } }],
    });
  });

  it('has the events of another installation and the doing of operators left out', () => {
    expect(rule?.Properties['EventPattern'].detail).toEqual({
      installation: ['demo'],
      outcome: [{ 'anything-but': ['stopped-by-switch', 'superseded', 'asleep'] }],
    });
  });
});

describe('the table', () => {
  it('is on demand, encrypted with a key of its own, recoverable, retained, with a time to live', () => {
    template.hasResource('AWS::DynamoDB::Table', {
      DeletionPolicy: 'Retain',
      Properties: {
        BillingMode: 'PAY_PER_REQUEST',
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: Match.anyValue() },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        GlobalSecondaryIndexes: [Match.objectLike({ IndexName: 'due', Projection: { ProjectionType: 'KEYS_ONLY' } })],
      },
    });
  });
});

describe('alarms of tiers', () => {
  const rules: HpaRules = { tolerance: 0.1, stabilizationWindowSeconds: 0, selectPolicy: 'Max', policies: [] };
  const hpa: PolicySpec = { type: 'hpa', target: 0.6, scaleUp: rules, scaleDown: rules };
  const tracking: TargetTrackingSpec = { type: 'target-tracking', target: 0.5, scaleOutMinutes: 3, scaleInMinutes: 15 };

  it('one on the load an instance, at the share of its capacity at which the policy scales out', () => {
    const tier = blueprint.tiers['web'];
    if (tier?.policy.type !== 'target-tracking') throw new Error('the example uses target tracking');
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'rubato-demo-load-web',
      MetricName: 'RequestCountPerTarget',
      Statistic: 'Sum',
      Threshold: tier.policy.target * 1000,
      EvaluationPeriods: tier.policy.scaleOutMinutes,
    });
  });

  it.each<[string, PolicySpec, number, number]>([
    ['where the load exceeds what serves, with adaptive', { type: 'adaptive', unservedPrice: 100 }, 1000, 1],
    ['beyond the tolerance of hpa', hpa, 660, 1],
    [
      'of the policy under a floor',
      { type: 'scheduled-floor', floors: [], leadMinutes: 5, policy: { ...tracking, scaleOutMinutes: 2 } },
      500,
      2,
    ],
  ])('%s', (_, policy, threshold, minutes) => {
    const web = { ...(blueprint.tiers['web'] as Tier), policy };
    const changed = Template.fromStack(stackOf({ ...blueprint, tiers: { web } }));
    changed.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'rubato-demo-load-web',
      Threshold: threshold,
      EvaluationPeriods: minutes,
    });
  });

  it('one on members that the load balancer finds unhealthy', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: 'rubato-demo-unhealthy-web',
      MetricName: 'UnHealthyHostCount',
    });
  });

  it('none on members of a demo tier that the load balancer does not serve', () => {
    const shop = Template.fromStack(stackOf(blueprintOf('test/blueprints/sleeping-shop.yaml')));
    const names = resourcesOf(shop, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => Properties['AlarmName']);
    expect(names).toContain('rubato-demo-unhealthy-web');
    expect(names).not.toContain('rubato-demo-unhealthy-shop');
  });
});

describe('permissions', () => {
  const statements = resourcesOf(template, 'AWS::IAM::Policy').flatMap(([id, { Properties }]) =>
    Properties['PolicyDocument'].Statement.map((statement: object) => ({ id, ...statement })),
  );
  const changing = /^autoscaling:(?!Describe)|^ec2:(?!Describe)/;

  it('change groups and look at consoles only where the tag of the installation is', () => {
    const found = statements.filter(({ Action }) => [Action].flat().some((action: string) => changing.test(action)));
    expect(found.length).toBeGreaterThanOrEqual(4);
    for (const { Condition } of found)
      expect(Condition.StringEquals).toEqual({ 'aws:ResourceTag/rubato:installation': 'demo' });
  });

  it('touch only the partitions of the table that a function is for', () => {
    const touching = statements.filter(({ Action }) =>
      [Action].flat().some((action: string) => action.startsWith('dynamodb:') && action !== 'dynamodb:Query'),
    );
    expect(touching.length).toBeGreaterThanOrEqual(9);
    for (const { Condition } of touching)
      expect(Condition['ForAllValues:StringLike']['dynamodb:LeadingKeys']).toEqual(expect.any(Array));
  });

  it('let nobody throw the switch: it is read, and written by operators alone', () => {
    const ofSwitch = statements.filter(({ Condition }) =>
      Condition?.['ForAllValues:StringLike']?.['dynamodb:LeadingKeys']?.includes('SWITCH'),
    );
    expect(ofSwitch.length).toBeGreaterThanOrEqual(9);
    const reads = ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem'];
    for (const { Action } of ofSwitch) expect(reads).toEqual(expect.arrayContaining([Action].flat()));
  });

  it('use the key of the table only through DynamoDB, to read or to read and write, and grant it to nobody', () => {
    const ofKey = statements.filter(({ Action }) =>
      [Action].flat().some((action: string) => action.startsWith('kms:')),
    );
    const reading = ['kms:Decrypt', 'kms:DescribeKey'];
    const generating = ['kms:GenerateDataKey', 'kms:GenerateDataKeyWithoutPlaintext'];
    const writing = [...reading, 'kms:Encrypt', ...generating, 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];
    expect(ofKey.length).toBeGreaterThanOrEqual(4);
    for (const { Action, Condition } of ofKey) {
      expect([reading, writing]).toContainEqual(Action);
      expect(JSON.stringify(Condition)).toMatch(/^\{"StringEquals":\{"kms:ViaService":.*dynamodb/);
    }
  });

  it.each(resourcesOf(template, 'AWS::Lambda::Function'))(
    '%s is told the table if it may touch it',
    (_, { Properties }) => {
      const role = Properties['Role']['Fn::GetAtt'][0];
      const policy = resourcesOf(template, 'AWS::IAM::Policy').find(
        ([
          ,
          {
            Properties: { Roles },
          },
        ]) => JSON.stringify(Roles) === JSON.stringify([{ Ref: role }]),
      );
      const mayTouch = JSON.stringify(policy).includes('dynamodb:');
      expect('TABLE_NAME' in (Properties['Environment']?.Variables ?? {})).toBe(mayTouch);
    },
  );

  it('name no action with a wildcard', () => {
    expect(statements.filter(({ Action }) => [Action].flat().some((action: string) => action.includes('*')))).toEqual(
      [],
    );
  });

  it('roles have no managed policies', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::IAM::Role'))
      expect(Properties['ManagedPolicyArns']).toBeUndefined();
  });
});

describe('state machines', () => {
  it.each(['scale-tier', 'sleep-environment', 'wake-environment', 'heal-instance'])(
    '%s gets exactly the substitutions that its definition names',
    (name) => {
      const found = resourcesOf(template, 'AWS::StepFunctions::StateMachine').find(
        ([, { Properties }]) => Properties['StateMachineName'] === `rubato-demo-${name}`,
      );
      const named = new Set(
        [...readFileSync(definitionFile(name), 'utf8').matchAll(/\$\{(\w+)\}/g)].map(([, key]) => key),
      );
      expect(new Set(Object.keys(found?.[1].Properties['DefinitionSubstitutions'] ?? {}))).toEqual(named);
    },
  );

  it('log every step and no execution data', () => {
    for (const [, { Properties }] of resourcesOf(template, 'AWS::StepFunctions::StateMachine')) {
      expect(Properties['LoggingConfiguration']).toMatchObject({ Level: 'ALL', IncludeExecutionData: false });
    }
  });
});

describe('without the demo', () => {
  it('the stack has no network, no load balancer and no group', () => {
    const metric = { type: 'metric', namespace: 'Shop', metric: 'Orders', dimensions: {}, stat: 'Sum' } as const;
    const web = blueprint.tiers['web'];
    if (web === undefined) throw new Error('the example has a tier web');
    const load = [{ ...metric, counts: 'total', whenAbsent: 'unknown', servedPerInstancePerMinute: 100 } as const];
    const bare = Template.fromStack(stackOf({ ...blueprint, demo: false, tiers: { web: { ...web, load } } }));
    for (const type of [
      'AWS::EC2::VPC',
      'AWS::ElasticLoadBalancingV2::LoadBalancer',
      'AWS::AutoScaling::AutoScalingGroup',
    ]) {
      bare.resourceCountIs(type, 0);
    }
  });
});
