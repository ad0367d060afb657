import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribeScalingActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { AutoScalingFleets } from '../../../functions/adapters/auto-scaling-fleets.ts';
import { NOW_MS } from '../../fakes/builders.ts';

const autoScaling = new AutoScalingClient({ region: 'eu-west-1' });
const client = mockClient(autoScaling);
const fleets = new AutoScalingFleets(autoScaling);

const group = (name: string) => ({
  AutoScalingGroupName: name,
  MinSize: 1,
  MaxSize: 9,
  DesiredCapacity: 2,
  DefaultCooldown: 300,
  AvailabilityZones: ['eu-west-1a'],
  HealthCheckType: 'EC2',
  CreatedTime: new Date(0),
});
const inputs = () => client.commandCalls(DescribeAutoScalingGroupsCommand).map(({ args: [{ input }] }) => input);

describe('groups of EC2 Auto Scaling', () => {
  beforeEach(() => client.reset());

  it('are read with what decisions need of them', async () => {
    client.on(DescribeAutoScalingGroupsCommand).resolves({
      AutoScalingGroups: [
        {
          ...group('web'),
          TargetGroupARNs: ['arn'],
          Tags: [{ Key: 'rubato:installation', Value: 'demo' }, { Key: 'empty' }],
          Instances: [
            {
              InstanceId: 'i-1',
              AvailabilityZone: 'eu-west-1a',
              LifecycleState: 'InService',
              HealthStatus: 'Unhealthy',
              ProtectedFromScaleIn: true,
            },
          ],
        },
      ],
    });
    expect((await fleets.byNames(['web', 'gone'])).get('web')).toEqual({
      name: 'web',
      min: 1,
      max: 9,
      desired: 2,
      members: [
        {
          instanceId: 'i-1',
          zone: 'eu-west-1a',
          lifecycleState: 'InService',
          isHealthy: false,
          isProtectedFromScaleIn: true,
        },
      ],
      targetGroupArns: ['arn'],
      tags: { 'rubato:installation': 'demo', empty: '' },
    });
  });

  it('are asked for 100 a call, and no call is made for none', async () => {
    client.on(DescribeAutoScalingGroupsCommand).resolves({ AutoScalingGroups: [] });
    await fleets.byNames(Array.from({ length: 230 }, (_, index) => `g${index}`));
    expect(
      inputs().map(({ AutoScalingGroupNames, MaxRecords }) => [AutoScalingGroupNames?.length, MaxRecords]),
    ).toEqual([
      [100, 100],
      [100, 100],
      [30, 100],
    ]);
    client.resetHistory();
    await fleets.byNames([]);
    expect(inputs()).toEqual([]);
  });

  it('are found by tag over all pages, in order of name', async () => {
    client
      .on(DescribeAutoScalingGroupsCommand)
      .resolvesOnce({ AutoScalingGroups: [group('z')], NextToken: 'more' })
      .resolvesOnce({ AutoScalingGroups: [group('a')] });
    expect((await fleets.byTag('env', 'staging')).map(({ name }) => name)).toEqual(['a', 'z']);
    expect(inputs()).toMatchObject([{ Filters: [{ Name: 'tag:env', Values: ['staging'] }] }, { NextToken: 'more' }]);
  });

  it('are not found by an instance of nobody', async () => {
    client.on(DescribeAutoScalingInstancesCommand).resolvesOnce({ AutoScalingInstances: [] });
    expect(await fleets.groupOf('i-1')).toBeNull();
  });

  it.each([
    { state: 'IN_SERVICE', found: 'web' },
    { state: 'InService', found: 'web' },
    { state: 'TERMINATING_WAIT', found: null },
  ])('are found as $found by an instance that is $state', async ({ state, found }) => {
    const instance = { InstanceId: 'i-1', AutoScalingGroupName: 'web', LifecycleState: state };
    client.on(DescribeAutoScalingInstancesCommand).resolves({ AutoScalingInstances: [instance as never] });
    expect(await fleets.groupOf('i-1')).toBe(found);
  });

  it('tell failed launches since an instant, and nothing else', async () => {
    const activity = (Description: string, StatusCode: 'Failed' | 'Successful', atMs: number) => ({
      ActivityId: 'a',
      AutoScalingGroupName: 'web',
      Cause: 'c',
      Description,
      StatusCode,
      StatusMessage: Description,
      StartTime: new Date(atMs),
    });
    client.on(DescribeScalingActivitiesCommand).resolves({
      Activities: [
        activity('Launching a new EC2 instance.  Status Reason: none left', 'Failed', NOW_MS + 1),
        activity('Launching a new EC2 instance: i-1', 'Successful', NOW_MS + 1),
        activity('Terminating EC2 instance: i-2', 'Failed', NOW_MS + 1),
        activity('Launching a new EC2 instance. Too old', 'Failed', NOW_MS - 1),
      ],
    });
    expect(await fleets.failedLaunches('web', NOW_MS)).toEqual([
      { atMs: NOW_MS + 1, message: 'Launching a new EC2 instance.  Status Reason: none left' },
    ]);
  });
});
