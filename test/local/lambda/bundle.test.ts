import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';
import { createFaults } from '../../../local/faults/create-faults.ts';
import { AwsError } from '../../../local/kernel.ts';
import { createSmallCloud, ROLE_ARN, type SmallCloud, START_MS } from './small-cloud.ts';

const SOURCE = `
  import { AutoScalingClient, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
  import { CloudWatchClient, GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
  import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
  import { DescribeInstanceStatusCommand, EC2Client } from '@aws-sdk/client-ec2';
  import { SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
  import { Logger } from '@aws-lambda-powertools/logger';

  const logger = new Logger({ serviceName: 'bundle' });
  const dynamodb = new DynamoDBClient({});
  const autoScaling = new AutoScalingClient({});
  const cloudWatch = new CloudWatchClient({});
  const ec2 = new EC2Client({});
  const states = new SFNClient({});

  export const handler = async ({ tierId }: { tierId: string }) => {
    const { AutoScalingGroups } = await autoScaling.send(
      new DescribeAutoScalingGroupsCommand({ AutoScalingGroupNames: [tierId] }),
    );
    const now = new Date();
    const metrics = await cloudWatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now.getTime() - 60_000),
        EndTime: now,
        MetricDataQueries: [{ Id: 'm', MetricStat: { Metric: { Namespace: 'n', MetricName: 'm' }, Period: 60, Stat: 'Sum' } }],
      }),
    );
    const status = await ec2.send(new DescribeInstanceStatusCommand({ InstanceIds: ['i-1'] }));
    const item = { pk: { S: tierId }, at: { S: now.toISOString() } };
    const recorded = await dynamodb.send(new PutItemCommand({ TableName: 'state', Item: item })).then(
      () => 'recorded',
      (error) => error.name,
    );
    const { startDate } = await states.send(new StartExecutionCommand({ stateMachineArn: 'arn', input: '{}' }));
    logger.info('done', { tierId });
    return {
      group: AutoScalingGroups?.[0],
      values: metrics.MetricDataResults?.[0]?.Values,
      isOk: status.InstanceStatuses?.[0]?.InstanceStatus?.Status,
      recorded,
      startDate,
    };
  };
`;

/** Built as the CDK app builds it: one minified CommonJS file with the SDK in it. */
let bundle = '';
beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'));
  const outfile = join(folder, 'index.js');
  await build({
    stdin: { contents: SOURCE, loader: 'ts', resolveDir: join(import.meta.dirname, '../../..') },
    outfile,
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    mainFields: ['module', 'main'],
    logLevel: 'error',
  });
  bundle = readFileSync(outfile, 'utf8');
  rmSync(folder, { recursive: true });
});

const GROUP = {
  AutoScalingGroupName: 'web',
  MinSize: 2,
  MaxSize: 300,
  DesiredCapacity: 2,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-west-1a'],
  HealthCheckType: 'EC2',
};

const ANSWERS = {
  'autoscaling:DescribeAutoScalingGroups': { AutoScalingGroups: [{ ...GROUP, CreatedTime: new Date(START_MS) }] },
  'monitoring:GetMetricData': { MetricDataResults: [{ Id: 'm', Values: [1234.5] }] },
  'ec2:DescribeInstanceStatus': { InstanceStatuses: [{ InstanceStatus: { Status: 'ok' } }] },
  'dynamodb:PutItem': {},
  'states:StartExecution': { executionArn: 'arn:e', startDate: new Date(START_MS) },
};

const runOnce = async (cloud: SmallCloud) => {
  cloud.logs.addGroup('/aws/lambda/work');
  cloud.addFunction(bundle, { Timeout: 50 });
  const answer = cloud.invoke({ tierId: 'web' });
  await cloud.kernel.clock.advance(0);
  return answer;
};

describe('a bundle with the SDK in it', () => {
  it('calls the cloud as its role, with nothing waiting on the real world', async () => {
    const cloud = createSmallCloud({ answers: ANSWERS });
    expect(await runOnce(cloud)).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      payload: {
        group: { ...GROUP, CreatedTime: '2026-01-05T10:00:00.000Z' },
        values: [1234.5],
        isOk: 'ok',
        recorded: 'recorded',
        startDate: '2026-01-05T10:00:00.000Z',
      },
    });
    expect(cloud.calls.map(({ name }) => name)).toEqual(Object.keys(ANSWERS));
    expect(cloud.calls.map(({ caller }) => caller)).toEqual(
      Array.from({ length: 5 }, () => ({ kind: 'role', roleArn: ROLE_ARN, sessionName: 'work', isFunction: true })),
    );
    expect(cloud.calls[3]?.input).toEqual({
      TableName: 'state',
      Item: { pk: { S: 'web' }, at: { S: '2026-01-05T10:00:00.000Z' } },
    });
    expect(cloud.kernel.journal.counts().call).toEqual(
      Object.fromEntries(Object.keys(ANSWERS).map((name) => [name, 1])),
    );
  });

  it('logs with Powertools into the journal', async () => {
    const cloud = createSmallCloud({ answers: ANSWERS });
    await runOnce(cloud);
    const lines = cloud.kernel.journal.entries.filter(({ kind }) => kind === 'log');
    expect(lines.map(({ detail }) => JSON.parse(String(detail['line'])))).toMatchObject([
      { level: 'INFO', message: 'done', tierId: 'web', service: 'bundle', timestamp: '2026-01-05T10:00:00.000Z' },
    ]);
  });

  it('meets the errors of the cloud as the errors of its clients', async () => {
    const refused = new AwsError('ConditionalCheckFailedException', 'The conditional request failed');
    const cloud = createSmallCloud({ answers: { ...ANSWERS, 'dynamodb:PutItem': refused } });
    expect((await runOnce(cloud)).payload).toMatchObject({ recorded: 'ConditionalCheckFailedException' });
  });

  it('retries what is throttled, waiting in virtual time', async () => {
    const throttled = new AwsError('ThrottlingException', 'Rate exceeded');
    const cloud = createSmallCloud({ answers: { ...ANSWERS, 'dynamodb:PutItem': throttled } });
    const answer = runOnce(cloud);
    await cloud.kernel.clock.advance(50_000);
    expect((await answer).payload).toMatchObject({ recorded: 'ThrottlingException' });
    const puts = cloud.calls.filter(({ name }) => name === 'dynamodb:PutItem').map(({ atMs }) => atMs - START_MS);
    expect(puts.length).toBeGreaterThan(1);
    expect(puts.at(-1)).toBeGreaterThan(0);
  });

  it('is denied what its role may not do', async () => {
    const cloud = createSmallCloud({ answers: ANSWERS, denied: ['dynamodb:PutItem'] });
    expect((await runOnce(cloud)).payload).toMatchObject({ recorded: 'AccessDeniedException' });
  });

  it.each([
    { moment: 'before' as const, puts: 0 },
    { moment: 'after' as const, puts: 1 },
  ])(
    'dies at a call where a fault has it crash $moment the call, and the next one begins anew',
    async ({ moment, puts }) => {
      const fault = { kind: 'crash-functions', call: 'dynamodb:PutItem', caller: 'work', moment, times: 1 } as const;
      const cloud = createSmallCloud({ answers: ANSWERS, faults: createFaults([fault]) });
      expect(await runOnce(cloud)).toMatchObject({
        FunctionError: 'Unhandled',
        payload: {
          errorType: 'Runtime.ExitError',
          errorMessage: expect.stringMatching(/^RequestId: \S+ Error: Runtime exited with error: signal: killed$/),
        },
      });
      expect(cloud.calls.filter(({ name }) => name === 'dynamodb:PutItem')).toHaveLength(puts);
      expect(cloud.calls.map(({ name }) => name)).not.toContain('states:StartExecution');
      expect((await cloud.invoke({ tierId: 'web' })).payload).toMatchObject({ recorded: 'recorded' });
    },
  );

  it('has the same history for the same seed', async () => {
    const histories = [];
    for (let run = 0; run < 2; run++) {
      const cloud = createSmallCloud({ answers: ANSWERS });
      await runOnce(cloud);
      histories.push(JSON.stringify(cloud.kernel.journal.entries));
    }
    expect(histories[0]).toBe(histories[1]);
  });
});
