import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  EC2Client,
  type InstanceStatus,
  type SummaryStatus,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { Ec2InstanceStatus } from '../../../functions/adapters/ec2-instance-status.ts';

const client = mockClient(EC2Client);
const statuses = new Ec2InstanceStatus(new EC2Client({ region: 'eu-west-1' }));

describe('status checks of EC2', () => {
  beforeEach(() => client.reset());

  const described = (InstanceId: string, instance: string, system: string): InstanceStatus => ({
    InstanceId,
    InstanceStatus: { Status: instance as SummaryStatus },
    SystemStatus: { Status: system as SummaryStatus },
  });
  const filteredBy = (check: string) => ({
    Filters: [{ Name: check, Values: ['impaired', 'initializing', 'insufficient-data'] }],
  });

  it.each([
    { instance: 'impaired', system: 'ok', expected: 'impaired' },
    { instance: 'initializing', system: 'impaired', expected: 'impaired' },
    { instance: 'initializing', system: 'ok', expected: 'initializing' },
    { instance: 'insufficient-data', system: 'ok', expected: 'unknown' },
  ])('are $expected when the instance is $instance and its host $system', async ({ instance, system, expected }) => {
    client
      .on(DescribeInstanceStatusCommand, filteredBy('instance-status.status'))
      .resolves({ InstanceStatuses: [described('i-1', instance, system), described('i-other', 'impaired', 'ok')] })
      .on(DescribeInstanceStatusCommand, filteredBy('system-status.status'))
      .resolves({ InstanceStatuses: system === 'ok' ? [] : [described('i-1', instance, system)] });
    expect(await statuses.of(['i-1'])).toEqual(new Map([['i-1', expected]]));
  });

  it('are impaired when only the host is', async () => {
    client
      .on(DescribeInstanceStatusCommand, filteredBy('instance-status.status'))
      .resolves({})
      .on(DescribeInstanceStatusCommand, filteredBy('system-status.status'))
      .resolves({ InstanceStatuses: [described('i-1', 'ok', 'impaired')] });
    expect(await statuses.of(['i-1', 'i-2'])).toEqual(
      new Map([
        ['i-1', 'impaired'],
        ['i-2', 'ok'],
      ]),
    );
  });

  it('are read to the last page', async () => {
    client
      .on(DescribeInstanceStatusCommand)
      .resolves({})
      .on(DescribeInstanceStatusCommand, filteredBy('instance-status.status'))
      .resolves({ InstanceStatuses: [described('i-other', 'impaired', 'ok')], NextToken: 'more' })
      .on(DescribeInstanceStatusCommand, { ...filteredBy('instance-status.status'), NextToken: 'more' })
      .resolves({ InstanceStatuses: [described('i-1', 'impaired', 'ok')] });
    expect(await statuses.of(['i-1'])).toEqual(new Map([['i-1', 'impaired']]));
  });

  it('of nobody ask nothing', async () => {
    expect(await statuses.of([])).toEqual(new Map());
    expect(client.commandCalls(DescribeInstanceStatusCommand)).toHaveLength(0);
  });
});

describe('launch times of EC2', () => {
  beforeEach(() => client.reset());

  it('are those of the instances that are there', async () => {
    const LaunchTime = new Date('2026-01-13T09:00:00Z');
    client.on(DescribeInstancesCommand).callsFake(({ InstanceIds }: { InstanceIds: string[] }) => {
      if (InstanceIds.includes('gone')) throw Object.assign(new Error('no'), { name: 'InvalidInstanceID.NotFound' });
      return { Reservations: InstanceIds.map((InstanceId) => ({ Instances: [{ InstanceId, LaunchTime }] })) };
    });
    expect(await statuses.launchTimes(['i-1', 'gone'])).toEqual(new Map([['i-1', LaunchTime.getTime()]]));
  });
});
