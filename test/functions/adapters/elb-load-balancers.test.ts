import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { ElbLoadBalancers } from '../../../functions/adapters/elb-load-balancers.ts';
import { LOAD_BALANCER, TARGET_GROUP_ARN } from '../../fakes/builders.ts';

const elb = new ElasticLoadBalancingV2Client({ region: 'eu-west-1' });
const client = mockClient(elb);
const loadBalancers = new ElbLoadBalancers(elb);
const LOAD_BALANCER_ARN = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/web/50dc6c495c0c9188';
const refused = (name: string) => Object.assign(new Error('no'), { name });

describe('target groups', () => {
  beforeEach(() => client.reset());

  it('are named with their load balancer as CloudWatch does', async () => {
    client.on(DescribeTargetGroupsCommand).resolves({
      TargetGroups: [{ TargetGroupArn: TARGET_GROUP_ARN, LoadBalancerArns: [LOAD_BALANCER_ARN] }],
    });
    const { targetGroup, loadBalancer } = LOAD_BALANCER;
    expect(await loadBalancers.namesOf([TARGET_GROUP_ARN, TARGET_GROUP_ARN])).toEqual(
      new Map([[TARGET_GROUP_ARN, { targetGroup, loadBalancer }]]),
    );
  });

  it('that no load balancer uses have no name', async () => {
    client.on(DescribeTargetGroupsCommand).resolves({ TargetGroups: [{ TargetGroupArn: TARGET_GROUP_ARN }] });
    expect((await loadBalancers.namesOf([TARGET_GROUP_ARN])).size).toBe(0);
  });

  it('that are gone keep no other from being found', async () => {
    client.on(DescribeTargetGroupsCommand).callsFake(({ TargetGroupArns }: { TargetGroupArns: string[] }) => {
      if (TargetGroupArns.includes('gone')) throw refused('TargetGroupNotFoundException');
      const found = TargetGroupArns.map((arn) => ({ TargetGroupArn: arn, LoadBalancerArns: [LOAD_BALANCER_ARN] }));
      return { TargetGroups: found };
    });
    expect([...(await loadBalancers.namesOf(['a:b:c:d:e:1', 'gone', 'a:b:c:d:e:2'])).keys()]).toEqual([
      'a:b:c:d:e:1',
      'a:b:c:d:e:2',
    ]);
  });

  it.each([
    { served: 1, isExclusive: true },
    { served: 2, isExclusive: false },
  ])('of a load balancer that serves $served have it to themselves: $isExclusive', async ({ served, isExclusive }) => {
    client.on(DescribeTargetGroupsCommand, { TargetGroupArns: [TARGET_GROUP_ARN] }).resolves({
      TargetGroups: [{ TargetGroupArn: TARGET_GROUP_ARN, LoadBalancerArns: [LOAD_BALANCER_ARN] }],
    });
    client.on(DescribeTargetGroupsCommand, { LoadBalancerArn: LOAD_BALANCER_ARN }).resolves({
      TargetGroups: Array.from({ length: served }, (_, index) => ({ TargetGroupArn: `arn-${index}` })),
    });
    expect(await loadBalancers.areExclusive([TARGET_GROUP_ARN])).toEqual(new Map([[TARGET_GROUP_ARN, isExclusive]]));
  });

  it('are told apart also when the load balancer of one is gone meanwhile', async () => {
    const found = ['a', 'b'].map((name) => ({
      TargetGroupArn: name,
      LoadBalancerArns: [`arn:loadbalancer/app/${name}`],
    }));
    client.on(DescribeTargetGroupsCommand).callsFake(({ LoadBalancerArn }: { LoadBalancerArn?: string }) => {
      if (LoadBalancerArn?.endsWith('a')) throw refused('LoadBalancerNotFound');
      return { TargetGroups: LoadBalancerArn === undefined ? found : found.slice(1) };
    });
    expect(await loadBalancers.areExclusive(['a', 'b'])).toEqual(new Map([['b', true]]));
  });

  it('that no load balancer uses have none to themselves', async () => {
    client.on(DescribeTargetGroupsCommand).resolves({ TargetGroups: [{ TargetGroupArn: TARGET_GROUP_ARN }] });
    expect((await loadBalancers.areExclusive([TARGET_GROUP_ARN])).size).toBe(0);
  });

  it.each([
    { found: 'healthy', state: 'healthy' },
    { found: 'unhealthy', state: 'unhealthy' },
    { found: 'unhealthy.draining', state: 'draining' },
    { found: 'unavailable', state: 'unknown' },
  ] as const)('tell that a target is $state when they say $found', async ({ found, state }) => {
    client.on(DescribeTargetHealthCommand).resolves({
      TargetHealthDescriptions: [{ Target: { Id: 'i-1' }, TargetHealth: { State: found } }],
    });
    const health = await loadBalancers.healthOf(['arn']);
    expect(health.get('arn')?.get('i-1')).toEqual({ state, reason: null });
  });

  it('that cannot be read are missing from the health, and the others are not', async () => {
    client.on(DescribeTargetHealthCommand).callsFake(({ TargetGroupArn }: { TargetGroupArn: string }) => {
      if (TargetGroupArn === 'slow') throw refused('ThrottlingException');
      return { TargetHealthDescriptions: [{ Target: { Id: 'i-1' }, TargetHealth: { State: 'healthy' } }] };
    });
    expect([...(await loadBalancers.healthOf(['a', 'slow', 'b'])).keys()]).toEqual(['a', 'b']);
  });

  it('are asked for their health ten at a time', async () => {
    let underWay = 0;
    let most = 0;
    client.on(DescribeTargetHealthCommand).callsFake(async () => {
      most = Math.max(most, ++underWay);
      await Promise.resolve();
      underWay--;
      return { TargetHealthDescriptions: [] };
    });
    expect((await loadBalancers.healthOf(Array.from({ length: 25 }, (_, index) => `arn-${index}`))).size).toBe(25);
    expect(most).toBe(10);
  });

  it('that are gone are missing from the health, and a missing permission is thrown', async () => {
    client.on(DescribeTargetHealthCommand).rejects(refused('TargetGroupNotFoundException'));
    expect((await loadBalancers.healthOf(['arn'])).size).toBe(0);
    client.on(DescribeTargetHealthCommand).rejects(refused('AccessDeniedException'));
    await expect(loadBalancers.healthOf(['arn'])).rejects.toThrow('no');
  });
});
