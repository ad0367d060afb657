import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../local/create-kernel.ts';
import { type Caller, operation } from '../../../local/kernel.ts';
import { REQUEST_LIMITS } from '../../../local/throttling/request-limits.ts';
import { TokenBuckets } from '../../../local/throttling/token-buckets.ts';

/** How many of so many calls at one instant pass. */
const passing = (buckets: TokenBuckets, calls: number, name: string, atMs: number, input: object = {}): number => {
  const [service = '', operationName = ''] = name.split(':');
  return Array.from({ length: calls }, () => buckets.take(service, operationName, input, atMs)).filter(Boolean).length;
};

describe('token buckets', () => {
  it('let a burst through, then what is refilled, and hold no more than their size', () => {
    const buckets = new TokenBuckets(REQUEST_LIMITS);
    expect(passing(buckets, 150, 'ec2:DescribeSubnets', 0)).toBe(100);
    expect(passing(buckets, 150, 'ec2:DescribeSubnets', 1000)).toBe(20);
    expect(passing(buckets, 1, 'ec2:DescribeSubnets', 1049)).toBe(0);
    expect(passing(buckets, 1, 'ec2:DescribeSubnets', 1050)).toBe(1);
    expect(passing(buckets, 150, 'ec2:DescribeSubnets', 3_600_000)).toBe(100);
  });

  it('are of each operation by itself in EC2, and of all together in Auto Scaling', () => {
    const buckets = new TokenBuckets(REQUEST_LIMITS);
    passing(buckets, 100, 'ec2:DescribeSubnets', 0);
    expect(passing(buckets, 100, 'ec2:DescribeVpcs', 0)).toBe(100);
    passing(buckets, 150, 'autoscaling:DescribeAutoScalingGroups', 0);
    expect(passing(buckets, 100, 'autoscaling:SetDesiredCapacity', 0)).toBe(50);
  });

  it('are smaller for reads of instances that nothing filters or pages', () => {
    const buckets = new TokenBuckets(REQUEST_LIMITS);
    expect(passing(buckets, 150, 'ec2:DescribeInstances', 0)).toBe(50);
    expect(passing(buckets, 150, 'ec2:DescribeInstances', 0, { Filters: [] })).toBe(100);
    expect(passing(buckets, 150, 'ec2:DescribeInstances', 1000)).toBe(10);
  });

  it.each([
    { name: 'monitoring:GetMetricData', size: 500 },
    { name: 'states:ListExecutions', size: 200 },
    { name: 'ec2:DescribeSubnets', size: 100 },
  ])('are one for all calls of $name, also for those that are filtered or paged', ({ name, size }) => {
    const buckets = new TokenBuckets(REQUEST_LIMITS);
    expect(passing(buckets, size, name, 0)).toBe(size);
    expect(passing(buckets, 1, name, 0, { NextToken: 'next', MaxResults: 1, Filters: [] })).toBe(0);
  });

  it('are as small for setting an alarm by hand as CloudWatch has them', () => {
    expect(passing(new TokenBuckets(REQUEST_LIMITS), 9, 'monitoring:SetAlarmState', 0)).toBe(3);
  });

  it('are not there where AWS publishes no limit', () => {
    expect(passing(new TokenBuckets(REQUEST_LIMITS), 5000, 'dynamodb:GetItem', 0)).toBe(5000);
  });
});

describe('a call', () => {
  const role: Caller = { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/r', sessionName: 's' };

  const kernelOf = () => {
    const kernel = createKernel({
      seed: 1,
      startAtMs: 0,
      requestLimits: [{ service: 'ec2', bucketSize: 1, refillPerSecond: 1 }],
    });
    const describeInstances = operation({ authorize: () => [], run: () => ({}) });
    const integration = { name: 'ec2', errorPrefix: 'Ec2' };
    kernel.register({ name: 'ec2', integration, operations: { DescribeInstances: describeInstances } });
    kernel.connect({ authorizer: { check: () => undefined } });
    return kernel;
  };

  it('of a role that finds the bucket empty is turned away in the words of the service', async () => {
    const kernel = kernelOf();
    await kernel.call('ec2', 'DescribeInstances', {}, role);
    const second = kernel.call('ec2', 'DescribeInstances', {}, role);
    await expect(second).rejects.toMatchObject({ code: 'RequestLimitExceeded', status: 503 });
    await kernel.clock.advance(1000);
    await expect(kernel.call('ec2', 'DescribeInstances', {}, role)).resolves.toEqual({});
  });

  it('of the operator takes no token', async () => {
    const kernel = kernelOf();
    for (let call = 0; call < 3; call++) await kernel.call('ec2', 'DescribeInstances', {}, { kind: 'operator' });
    await expect(kernel.call('ec2', 'DescribeInstances', {}, role)).resolves.toEqual({});
  });
});
