import { describe, expect, it } from 'vitest';
import { DemoFleet, minutes, seconds } from '../../workload/demo-fleet.ts';

const LAUNCHING = 'autoscaling:EC2_INSTANCE_LAUNCHING';
const TERMINATING = 'autoscaling:EC2_INSTANCE_TERMINATING';
const group = { AutoScalingGroupName: 'web' };
const named = { ...group, LifecycleHookName: 'prepare' };

interface Activity {
  readonly StatusCode: string;
  readonly StatusMessage?: string;
  readonly Description: string;
}

const put = (fleet: DemoFleet, hook: object) =>
  fleet.call('autoscaling', 'PutLifecycleHook', { ...named, HeartbeatTimeout: 120, ...hook });

/** Two instances in service, and a hook that holds what comes or goes. */
const hookedFleet = async (hook: object): Promise<DemoFleet> => {
  const fleet = new DemoFleet();
  await fleet.advance(minutes(5));
  await put(fleet, hook);
  return fleet;
};

/** A third instance that waits since half a minute. */
const waitingFleet = async (hook: object = {}): Promise<{ readonly fleet: DemoFleet; readonly InstanceId: string }> => {
  const fleet = await hookedFleet({ LifecycleTransition: LAUNCHING, ...hook });
  await fleet.setDesired(3);
  await fleet.advance(seconds(55));
  const [InstanceId = ''] = fleet.members('Pending:Wait');
  return { fleet, InstanceId };
};

const complete = (fleet: DemoFleet, answer: object) =>
  fleet.call('autoscaling', 'CompleteLifecycleAction', { ...named, LifecycleActionResult: 'CONTINUE', ...answer });

const newest = async (fleet: DemoFleet): Promise<Activity | undefined> =>
  (
    await fleet.call<{ readonly Activities: readonly Activity[] }>('autoscaling', 'DescribeScalingActivities', group)
  ).Activities.find(({ Description }) => Description.startsWith('Launching'));

const lifecycleEvents = (fleet: DemoFleet) =>
  fleet.events.filter(({ detailType }) => detailType.endsWith('Lifecycle Action'));

describe('a launch lifecycle hook', () => {
  it('holds an instance before it is registered, until its action is completed', async () => {
    const { fleet, InstanceId } = await waitingFleet({ NotificationMetadata: 'warm the cache' });
    expect(fleet.ec2.existing(InstanceId).state).toBe('running');
    expect(fleet.targets('healthy') + fleet.targets('initial')).toBe(2);
    expect(await newest(fleet)).toMatchObject({ StatusCode: 'MidLifecycleAction' });
    const [event] = lifecycleEvents(fleet);
    expect(event).toMatchObject({
      source: 'aws.autoscaling',
      detailType: 'EC2 Instance-launch Lifecycle Action',
      detail: {
        AutoScalingGroupName: 'web',
        LifecycleHookName: 'prepare',
        EC2InstanceId: InstanceId,
        LifecycleTransition: LAUNCHING,
        NotificationMetadata: 'warm the cache',
        Origin: 'EC2',
        Destination: 'AutoScalingGroup',
      },
    });
    await complete(fleet, { LifecycleActionToken: event?.detail['LifecycleActionToken'] });
    expect(fleet.members('InService')).toContain(InstanceId);
    expect(fleet.targets('initial')).toBe(1);
    expect(await newest(fleet)).toMatchObject({ StatusCode: 'Successful' });
  });

  it('ends an instance that is abandoned, and another one is launched', async () => {
    const { fleet, InstanceId } = await waitingFleet();
    await complete(fleet, { InstanceId, LifecycleActionResult: 'ABANDON' });
    expect(fleet.ec2.existing(InstanceId).state).toBe('shutting-down');
    const cancelled = await newest(fleet);
    expect(cancelled).toMatchObject({ StatusCode: 'Cancelled' });
    expect(cancelled?.StatusMessage).toMatch(
      /^Instance failed to complete user's Lifecycle Action: Lifecycle Action with token [\w-]{36} was abandoned: Lifecycle Action Completed with ABANDON Result$/,
    );
    await fleet.advance(seconds(60));
    expect(fleet.members('Pending:Wait')).toHaveLength(1);
    expect(fleet.members('Pending:Wait')).not.toContain(InstanceId);
  });

  it.each([
    { result: 'ABANDON', state: 'shutting-down' },
    { result: undefined, state: 'shutting-down' },
    { result: 'CONTINUE', state: 'running' },
  ])('takes the default result $result when no heartbeat comes in time', async ({ result, state }) => {
    const { fleet, InstanceId } = await waitingFleet({ DefaultResult: result });
    await fleet.advance(seconds(89));
    expect(fleet.members('Pending:Wait')).toEqual([InstanceId]);
    await fleet.advance(seconds(1));
    expect(fleet.ec2.existing(InstanceId).state).toBe(state);
  });

  it('waits longer with each heartbeat, up to a hundred times its timeout and no more', async () => {
    const { fleet, InstanceId } = await waitingFleet({ HeartbeatTimeout: 40 });
    for (let beat = 0; beat < 198; beat++) {
      await fleet.call('autoscaling', 'RecordLifecycleActionHeartbeat', { ...named, InstanceId });
      await fleet.advance(seconds(20));
    }
    expect(fleet.members('Pending:Wait')).toEqual([InstanceId]);
    await fleet.advance(seconds(20));
    expect(fleet.ec2.existing(InstanceId).state).toBe('shutting-down');
    const late = fleet.call('autoscaling', 'RecordLifecycleActionHeartbeat', { ...named, InstanceId });
    await expect(late).rejects.toThrow(`No active Lifecycle Action found with instance ID ${InstanceId}`);
  });

  it('waits for all hooks, and for none once one of them is abandoned', async () => {
    const fleet = await hookedFleet({ LifecycleTransition: LAUNCHING });
    await put(fleet, { LifecycleHookName: 'check', LifecycleTransition: LAUNCHING });
    await fleet.setDesired(4);
    await fleet.advance(seconds(30));
    const [first = '', second = ''] = fleet.members('Pending:Wait');
    await complete(fleet, { InstanceId: first });
    await complete(fleet, { InstanceId: second, LifecycleActionResult: 'ABANDON' });
    expect(fleet.members('Pending:Wait')).toEqual([first]);
    expect(fleet.ec2.existing(second).state).toBe('shutting-down');
    await complete(fleet, { InstanceId: first, LifecycleHookName: 'check' });
    expect(fleet.members('InService')).toContain(first);
  });

  it('abandons what waits for it when it is deleted', async () => {
    const { fleet, InstanceId } = await waitingFleet();
    await fleet.call('autoscaling', 'DeleteLifecycleHook', named);
    expect(fleet.ec2.existing(InstanceId).state).toBe('shutting-down');
    await fleet.advance(minutes(1));
    expect(fleet.members('InService')).toHaveLength(3);
    await expect(fleet.call('autoscaling', 'DeleteLifecycleHook', named)).rejects.toThrow('prepare');
  });

  it('replaces an instance that ended just before its action was completed', async () => {
    const { fleet, InstanceId } = await waitingFleet();
    fleet.ec2.crash(InstanceId);
    await complete(fleet, { InstanceId });
    await fleet.call('autoscaling', 'DeleteLifecycleHook', named);
    await fleet.advance(minutes(3));
    expect(fleet.members('InService')).toHaveLength(3);
    expect(fleet.members('InService')).not.toContain(InstanceId);
  });

  it('does not hold an instance that crashed meanwhile', async () => {
    const { fleet, InstanceId } = await waitingFleet();
    fleet.ec2.crash(InstanceId);
    await fleet.advance(minutes(1));
    await expect(complete(fleet, { InstanceId })).rejects.toThrow('No active Lifecycle Action found');
    expect(fleet.members('Pending:Wait')).toHaveLength(1);
  });
});

describe('a termination lifecycle hook', () => {
  it('holds an instance after it was drained, and lets it end whatever the result', async () => {
    for (const LifecycleActionResult of ['CONTINUE', 'ABANDON']) {
      const fleet = await hookedFleet({ LifecycleTransition: TERMINATING });
      await fleet.call('autoscaling', 'UpdateAutoScalingGroup', { ...group, MinSize: 1, DesiredCapacity: 1 });
      await fleet.advance(seconds(69));
      expect(lifecycleEvents(fleet)).toEqual([]);
      await fleet.advance(seconds(1));
      const [InstanceId = ''] = fleet.members('Terminating:Wait');
      expect(fleet.ec2.existing(InstanceId).state).toBe('running');
      expect(lifecycleEvents(fleet)[0]).toMatchObject({
        detailType: 'EC2 Instance-terminate Lifecycle Action',
        detail: { EC2InstanceId: InstanceId, Origin: 'AutoScalingGroup', Destination: 'EC2' },
      });
      await complete(fleet, { InstanceId, LifecycleActionResult });
      expect(fleet.ec2.existing(InstanceId).state).toBe('shutting-down');
    }
  });

  it('does not keep a group from being deleted', async () => {
    const fleet = await hookedFleet({ LifecycleTransition: TERMINATING });
    await fleet.call('autoscaling', 'UpdateAutoScalingGroup', { ...group, MinSize: 1, DesiredCapacity: 1 });
    await fleet.advance(seconds(75));
    const ids = [...fleet.autoscaling.existing('web').members.keys()];
    fleet.autoscaling.remove(fleet.autoscaling.existing('web'));
    await fleet.advance(minutes(2));
    expect(ids.map((id) => fleet.ec2.existing(id).state)).toEqual(['terminated', 'terminated']);
  });
});

describe('PutLifecycleHook', () => {
  it('changes what it names and keeps the rest, as DescribeLifecycleHooks tells', async () => {
    const fleet = await hookedFleet({ LifecycleTransition: LAUNCHING, NotificationMetadata: 'm' });
    await put(fleet, { HeartbeatTimeout: 7200, DefaultResult: 'CONTINUE' });
    expect(await fleet.call('autoscaling', 'DescribeLifecycleHooks', group)).toEqual({
      LifecycleHooks: [
        {
          ...named,
          LifecycleTransition: LAUNCHING,
          NotificationMetadata: 'm',
          HeartbeatTimeout: 7200,
          GlobalTimeout: 172_800,
          DefaultResult: 'CONTINUE',
        },
      ],
    });
    const none = { ...group, LifecycleHookNames: ['other'] };
    expect(await fleet.call('autoscaling', 'DescribeLifecycleHooks', none)).toEqual({ LifecycleHooks: [] });
  });

  it.each([
    {
      hook: { LifecycleTransition: 'launch' },
      message: 'LifecycleTransition is launch; it must be one of autoscaling:',
    },
    { hook: {}, message: 'LifecycleTransition is missing' },
    {
      hook: { LifecycleTransition: LAUNCHING, HeartbeatTimeout: 29 },
      message: 'it must be between 30 and 7200 seconds',
    },
    { hook: { LifecycleTransition: LAUNCHING, DefaultResult: 'STOP' }, message: 'one of CONTINUE, ABANDON' },
    { hook: { LifecycleTransition: LAUNCHING, LifecycleHookName: 'a b' }, message: 'LifecycleHookName is a b' },
  ])('refuses $message', async ({ hook, message }) => {
    await expect(put(new DemoFleet(), hook)).rejects.toMatchObject({
      code: 'ValidationError',
      message: expect.stringContaining(message),
    });
  });
});

describe('lifecycle hooks of a template', () => {
  const hook = { LifecycleHookName: 'prepare', LifecycleTransition: LAUNCHING, HeartbeatTimeout: '60' };

  it('hold the first instances of a group when the group lists them', async () => {
    const fleet = new DemoFleet({ group: { LifecycleHookSpecificationList: [hook] } });
    await fleet.advance(seconds(30));
    expect(fleet.members('Pending:Wait')).toHaveLength(2);
  });

  it('are made, changed and deleted as AWS::AutoScaling::LifecycleHook', async () => {
    const fleet = new DemoFleet();
    const provider = fleet.provider('AWS::AutoScaling::LifecycleHook');
    const ref = fleet.create('AWS::AutoScaling::LifecycleHook', { AutoScalingGroupName: 'web', ...hook });
    expect(ref).toBe('prepare');
    const before = {
      ref,
      attributes: {},
      stackName: 'Demo',
      logicalId: 'Hook',
      properties: { AutoScalingGroupName: 'web', ...hook },
    };
    const properties = { AutoScalingGroupName: 'web', ...hook, HeartbeatTimeout: '90' };
    const request = { ...before, properties, stackTags: {}, assetPath: (key: string) => key };
    provider.update?.(request, before);
    expect(fleet.autoscaling.existing('web').hooks.get('prepare')).toMatchObject({ heartbeatSeconds: 90 });
    provider.delete?.(before);
    expect(fleet.autoscaling.existing('web').hooks.size).toBe(0);
  });
});
