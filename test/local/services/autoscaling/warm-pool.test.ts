import { describe, expect, it } from 'vitest';
import { createFaults } from '../../../../local/faults/create-faults.ts';
import { DemoFleet, minutes, START_MS, seconds } from '../../workload/demo-fleet.ts';

const group = { AutoScalingGroupName: 'web' };

interface WarmPoolAnswer {
  readonly WarmPoolConfiguration?: object;
  readonly Instances: readonly { readonly InstanceId: string; readonly LifecycleState: string }[];
}

const describePool = (fleet: DemoFleet) => fleet.call<WarmPoolAnswer>('autoscaling', 'DescribeWarmPool', group);

const states = async (fleet: DemoFleet): Promise<readonly string[]> =>
  (await describePool(fleet)).Instances.map(({ LifecycleState }) => LifecycleState);

const put = (fleet: DemoFleet, pool: object) => fleet.call('autoscaling', 'PutWarmPool', { ...group, ...pool });

interface Activity {
  readonly Description: string;
}

const activities = async (fleet: DemoFleet): Promise<readonly Activity[]> =>
  (await fleet.call<{ readonly Activities: readonly Activity[] }>('autoscaling', 'DescribeScalingActivities', group))
    .Activities;

const descriptions = async (fleet: DemoFleet): Promise<readonly string[]> =>
  (await activities(fleet)).map(({ Description }) => Description);

/** Two in service, and a pool that has settled. */
const pooledFleet = async (
  pool: object = { MaxGroupPreparedCapacity: 4 },
  options: Readonly<Record<string, unknown>> = {},
): Promise<DemoFleet> => {
  const fleet = new DemoFleet({ group: options });
  await fleet.advance(minutes(5));
  await put(fleet, pool);
  await fleet.advance(minutes(2));
  return fleet;
};

describe('a warm pool', () => {
  it.each([
    { pool: {}, size: 8 },
    { pool: { MaxGroupPreparedCapacity: 5 }, size: 3 },
    { pool: { MaxGroupPreparedCapacity: 1 }, size: 0 },
    { pool: { MaxGroupPreparedCapacity: 1, MinSize: 2 }, size: 2 },
  ])('with $pool has $size instances beside two of ten', async ({ pool, size }) => {
    expect(await states(await pooledFleet(pool))).toHaveLength(size);
  });

  it.each([
    { PoolState: 'Stopped', state: 'stopped' },
    { PoolState: 'Hibernated', state: 'stopped' },
    { PoolState: 'Running', state: 'running' },
  ])('keeps its instances $PoolState, out of the group and its target groups', async ({ PoolState, state }) => {
    const fleet = await pooledFleet({ MaxGroupPreparedCapacity: 4, PoolState });
    const { Instances } = await describePool(fleet);
    expect(Instances.map(({ LifecycleState }) => LifecycleState)).toEqual([
      `Warmed:${PoolState}`,
      `Warmed:${PoolState}`,
    ]);
    expect(Instances.map(({ InstanceId }) => fleet.ec2.existing(InstanceId).state)).toEqual([state, state]);
    expect(fleet.autoscaling.existing('web').members.size).toBe(2);
    expect(fleet.targets('healthy')).toBe(2);
    expect((await descriptions(fleet))[0]).toMatch(/^Launching a new EC2 instance into warm pool: i-/);
  });

  it('serves a larger desired capacity before new instances are launched, faster, and is not filled beyond', async () => {
    const fleet = await pooledFleet();
    const warm = (await describePool(fleet)).Instances.map(({ InstanceId }) => InstanceId);
    await fleet.setDesired(5);
    await fleet.advance(seconds(60));
    expect(fleet.members('InService')).toEqual(expect.arrayContaining(warm));
    expect(fleet.members('InService')).toHaveLength(5);
    expect(fleet.targets('healthy')).toBe(4);
    expect(await states(fleet)).toEqual([]);
    expect((await descriptions(fleet)).filter((text) => text.includes('from warm pool'))).toHaveLength(2);
    const launches = fleet.events.filter(({ detailType }) => detailType === 'EC2 Instance Launch Successful');
    expect(launches.map(({ detail }) => detail['Origin'])).toContain('WarmPool');
  });

  it.each([
    { why: 'there is no capacity', fault: { kind: 'lack-capacity' }, says: 'We currently do not have sufficient' },
    {
      why: 'the quota is reached',
      fault: { kind: 'reach-quota', vcpus: 5 },
      says: 'than your current vCPU limit of 5',
    },
  ] as const)('keeps what cannot be started because $why, until it can', async ({ fault, says }) => {
    const faults = createFaults([{ ...fault, fromMs: START_MS + minutes(7), untilMs: START_MS + minutes(9) }]);
    const fleet = new DemoFleet({ faults });
    await fleet.advance(minutes(5));
    await put(fleet, { MaxGroupPreparedCapacity: 4 });
    await fleet.advance(minutes(2));
    await fleet.setDesired(4);
    await fleet.advance(seconds(60));
    expect(fleet.members('InService')).toHaveLength(2);
    expect(await states(fleet)).toEqual(['Warmed:Stopped', 'Warmed:Stopped']);
    expect(await activities(fleet)).toContainEqual(
      expect.objectContaining({
        StatusCode: 'Failed',
        Description: expect.stringContaining('from warm pool'),
        StatusMessage: expect.stringContaining(says),
      }),
    );
    await fleet.advance(minutes(10));
    expect(fleet.members('InService')).toHaveLength(4);
  });

  it('loses what may not use its key: it is pending, then stopped, and others are launched until they may', async () => {
    const faults = createFaults([
      { kind: 'refuse-key', fromMs: START_MS + minutes(7), untilMs: START_MS + minutes(9) },
    ]);
    const fleet = new DemoFleet({ faults });
    await fleet.advance(minutes(5));
    await put(fleet, { MaxGroupPreparedCapacity: 4 });
    await fleet.advance(minutes(2));
    const warm = (await describePool(fleet)).Instances.map(({ InstanceId }) => InstanceId);
    await fleet.setDesired(4);
    await fleet.advance(seconds(10));
    expect(fleet.members('Pending')).toEqual(expect.arrayContaining(warm));
    await fleet.advance(seconds(15));
    const changes = fleet.events
      .filter(({ detailType, detail }) => /State-change/.test(detailType) && detail['instance-id'] === warm[0])
      .map(({ detail }) => detail['state']);
    expect(changes.slice(-3)).toEqual(['pending', 'stopped', 'shutting-down']);
    const { Reservations } = await fleet.call<{ readonly Reservations: readonly object[] }>(
      'ec2',
      'DescribeInstances',
      {
        InstanceIds: [warm[0]],
      },
    );
    expect(Reservations).toMatchObject([{ Instances: [{ StateReason: { Code: 'Client.InternalError' } }] }]);
    expect(await activities(fleet)).toContainEqual(
      expect.objectContaining({
        StatusCode: 'Failed',
        Description: expect.stringContaining(`from warm pool: ${warm[0]}`),
        StatusMessage: expect.stringContaining('Client.InternalError: Client error on launch'),
      }),
    );
    await fleet.advance(minutes(10));
    expect(fleet.members('InService')).toHaveLength(4);
    expect(warm.map((id) => fleet.ec2.existing(id).state)).toEqual(['terminated', 'terminated']);
  });

  it('is filled again when the group shrinks, by new instances', async () => {
    const fleet = await pooledFleet({ MaxGroupPreparedCapacity: 4 }, { DesiredCapacity: '4' });
    expect(await states(fleet)).toEqual([]);
    await fleet.setDesired(2);
    await fleet.advance(minutes(3));
    expect(await states(fleet)).toEqual(['Warmed:Stopped', 'Warmed:Stopped']);
    expect((await descriptions(fleet)).filter((text) => text.includes('into warm pool'))).toHaveLength(2);
  });

  it('takes drained instances back when they are to be reused', async () => {
    const pool = { MaxGroupPreparedCapacity: 4, InstanceReusePolicy: { ReuseOnScaleIn: true } };
    const fleet = await pooledFleet(pool, { DesiredCapacity: '4' });
    const before = fleet.members('InService');
    await fleet.setDesired(2);
    await fleet.advance(minutes(3));
    const { Instances } = await describePool(fleet);
    expect(Instances.map(({ LifecycleState }) => LifecycleState)).toEqual(['Warmed:Stopped', 'Warmed:Stopped']);
    expect(before).toEqual(expect.arrayContaining(Instances.map(({ InstanceId }) => InstanceId)));
    expect(fleet.targets('draining')).toBe(0);
  });

  it('replaces an instance that was ended from outside', async () => {
    const fleet = await pooledFleet();
    const [first] = (await describePool(fleet)).Instances;
    fleet.ec2.crash(first?.InstanceId ?? '');
    await fleet.advance(minutes(3));
    expect(await states(fleet)).toEqual(['Warmed:Stopped', 'Warmed:Stopped']);
  });

  it('has its instances wait for launch hooks on their way in, and again on their way into the group', async () => {
    const fleet = await pooledFleet({ MaxGroupPreparedCapacity: 2 });
    const hook = { ...group, LifecycleHookName: 'prepare', LifecycleTransition: 'autoscaling:EC2_INSTANCE_LAUNCHING' };
    await fleet.call('autoscaling', 'PutLifecycleHook', hook);
    await put(fleet, { MaxGroupPreparedCapacity: 3 });
    await fleet.advance(seconds(30));
    const [waiting] = (await describePool(fleet)).Instances;
    expect(waiting?.LifecycleState).toBe('Warmed:Pending:Wait');
    const { InstanceId = '' } = waiting ?? {};
    const answer = { ...group, LifecycleHookName: 'prepare', InstanceId, LifecycleActionResult: 'CONTINUE' };
    await fleet.call('autoscaling', 'CompleteLifecycleAction', answer);
    await fleet.advance(seconds(30));
    expect(await states(fleet)).toEqual(['Warmed:Stopped']);
    await fleet.setDesired(3);
    await fleet.advance(seconds(30));
    expect(fleet.members('Pending:Wait')).toEqual([InstanceId]);
    const passages = fleet.events
      .filter(({ detailType }) => detailType === 'EC2 Instance-launch Lifecycle Action')
      .map(({ detail }) => `${String(detail['Origin'])} to ${String(detail['Destination'])}`);
    expect(passages).toEqual(['EC2 to WarmPool', 'WarmPool to AutoScalingGroup']);
    await fleet.call('autoscaling', 'CompleteLifecycleAction', answer);
    expect(fleet.members('InService')).toContain(InstanceId);
  });
});

describe('PutWarmPool', () => {
  it('changes what it names, and DescribeAutoScalingGroups tells it', async () => {
    const fleet = await pooledFleet({ MaxGroupPreparedCapacity: 4, MinSize: 1 });
    await put(fleet, { MaxGroupPreparedCapacity: -1, InstanceReusePolicy: { ReuseOnScaleIn: true } });
    const answer = { MinSize: 1, PoolState: 'Stopped', InstanceReusePolicy: { ReuseOnScaleIn: true } };
    expect((await describePool(fleet)).WarmPoolConfiguration).toEqual(answer);
    expect(await fleet.call('autoscaling', 'DescribeAutoScalingGroups', {})).toMatchObject({
      AutoScalingGroups: [{ WarmPoolConfiguration: answer, WarmPoolSize: 2 }],
    });
  });

  it.each([
    { pool: { PoolState: 'Idle' }, message: 'PoolState is Idle; it must be one of Stopped, Running, Hibernated' },
    { pool: { MinSize: -1 }, message: 'MinSize is -1; it must be at least 0' },
    { pool: { MaxGroupPreparedCapacity: -2 }, message: 'MaxGroupPreparedCapacity is -2; it must be at least -1' },
  ])('refuses $message', async ({ pool, message }) => {
    await expect(put(new DemoFleet(), pool)).rejects.toMatchObject({ code: 'ValidationError', message });
  });
});

describe('DeleteWarmPool', () => {
  it('ends the instances, and then the pool is gone', async () => {
    const fleet = await pooledFleet();
    const ids = (await describePool(fleet)).Instances.map(({ InstanceId }) => InstanceId);
    await fleet.call('autoscaling', 'DeleteWarmPool', group);
    expect((await describePool(fleet)).WarmPoolConfiguration).toMatchObject({ Status: 'PendingDelete' });
    await fleet.advance(minutes(2));
    expect(await describePool(fleet)).toEqual({ Instances: [], NextToken: undefined });
    expect(ids.map((id) => fleet.ec2.existing(id).state)).toEqual(['terminated', 'terminated']);
    await expect(fleet.call('autoscaling', 'DeleteWarmPool', group)).rejects.toMatchObject({ code: 'ValidationError' });
  });

  it('waits for activities of the pool unless it is forced', async () => {
    const fleet = new DemoFleet();
    await fleet.advance(minutes(5));
    await put(fleet, {});
    await fleet.advance(seconds(15));
    const refused = fleet.call('autoscaling', 'DeleteWarmPool', group);
    await expect(refused).rejects.toMatchObject({ code: 'ScalingActivityInProgress' });
    await fleet.call('autoscaling', 'DeleteWarmPool', { ...group, ForceDelete: true });
    await fleet.advance(minutes(2));
    expect(fleet.autoscaling.existing('web').warmPool).toBeUndefined();
    expect([...fleet.ec2.instances()].filter(({ state }) => state === 'running')).toHaveLength(2);
  });
});

it('AWS::AutoScaling::WarmPool makes, changes and deletes a pool', async () => {
  const fleet = new DemoFleet();
  const properties = { AutoScalingGroupName: 'web', MaxGroupPreparedCapacity: '3', PoolState: 'Running' };
  const ref = fleet.create('AWS::AutoScaling::WarmPool', properties);
  await fleet.advance(minutes(3));
  expect(await states(fleet)).toEqual(['Warmed:Running']);
  fleet.provider('AWS::AutoScaling::WarmPool').delete?.({
    ref,
    attributes: {},
    stackName: 'Demo',
    logicalId: 'Pool',
    properties,
  });
  await fleet.advance(minutes(3));
  expect(await states(fleet)).toEqual([]);
});

it('a group that is deleted takes its warm pool with it', async () => {
  const fleet = await pooledFleet();
  fleet.autoscaling.remove(fleet.autoscaling.existing('web'));
  await fleet.advance(minutes(3));
  expect(new Set([...fleet.ec2.instances()].map(({ state }) => state))).toEqual(new Set(['terminated']));
});
