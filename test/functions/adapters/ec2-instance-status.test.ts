import {
  DescribeInstanceStatusCommand,
  DescribeInstancesCommand,
  EC2Client,
  type SummaryStatus,
} from '@aws-sdk/client-ec2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { Ec2InstanceStatus } from '../../../functions/adapters/ec2-instance-status.ts';

const ec2 = new EC2Client({ region: 'eu-west-1' });
const client = mockClient(ec2);
const statuses = new Ec2InstanceStatus(ec2);

describe('status checks of EC2', () => {
  beforeEach(() => client.reset());

  it.each([
    { instance: 'ok', system: 'ok', expected: 'ok' },
    { instance: 'impaired', system: 'ok', expected: 'impaired' },
    { instance: 'initializing', system: 'impaired', expected: 'impaired' },
    { instance: 'initializing', system: 'ok', expected: 'initializing' },
    { instance: 'insufficient-data', system: 'ok', expected: 'unknown' },
    { instance: 'not-applicable', system: 'ok', expected: 'unknown' },
  ])('are $expected when the instance is $instance and its host $system', async ({ instance, system, expected }) => {
    client.on(DescribeInstanceStatusCommand).resolves({
      InstanceStatuses: [
        {
          InstanceId: 'i-1',
          InstanceStatus: { Status: instance as SummaryStatus },
          SystemStatus: { Status: system as SummaryStatus },
        },
      ],
    });
    expect(await statuses.of(['i-1'])).toEqual(new Map([['i-1', expected]]));
  });

  it('of an instance that is gone are missing, and those of the others are not', async () => {
    client.on(DescribeInstanceStatusCommand).callsFake(({ InstanceIds }: { InstanceIds: string[] }) => {
      if (InstanceIds.includes('gone')) throw Object.assign(new Error('no'), { name: 'InvalidInstanceID.NotFound' });
      const ok = { Status: 'ok' };
      return {
        InstanceStatuses: InstanceIds.map((InstanceId) => ({ InstanceId, InstanceStatus: ok, SystemStatus: ok })),
      };
    });
    const ids = ['i-1', 'i-2', 'gone', 'i-3', 'i-4'];
    expect([...(await statuses.of(ids)).keys()]).toEqual(['i-1', 'i-2', 'i-3', 'i-4']);
  });

  it('are asked for 100 instances a call', async () => {
    client.on(DescribeInstanceStatusCommand).resolves({});
    await statuses.of(Array.from({ length: 101 }, (_, index) => `i-${index}`));
    const sizes = client
      .commandCalls(DescribeInstanceStatusCommand)
      .map(({ args: [{ input }] }) => input.InstanceIds?.length);
    expect(sizes).toEqual([100, 1]);
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
