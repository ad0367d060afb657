import { describe, expect, it } from 'vitest';
import { AwsError, type Faults } from '../../local/kernel.ts';
import { openShopByDay, resize, SHOP, sizesOf, storedItem, toldEvents } from './shop.ts';
import { executionsOf } from './watched-world.ts';
import type { World, WorldSettings } from './world.ts';

/** Orders double after the settling; the tier `shop` then wants 4 instances in place of 2. */
const growing = (settings: WorldSettings = {}): Promise<World> =>
  openShopByDay(2, (minutes) => (minutes < 6 ? 130 : 260), settings);

/** Time for the decision, its warm-up, and a first look. */
const FIRST_LOOK_MINUTES = 6;
/** Time for the decision and for three times the warm-up. */
const DEADLINE_MINUTES = 12;

const first = (world: World) => {
  const [execution] = executionsOf(world, 'scale-tier');
  if (execution === undefined) throw new Error('nothing was scaled');
  return execution;
};
const applied = async (world: World) => (await storedItem(world, 'TIER#shop'))['applied'];

describe('an execution of scale-tier', () => {
  it('ends as settled, in at most 8 transitions, when the fleet has settled at the first look', async () => {
    const world = await growing();
    await world.advanceMinutes(FIRST_LOOK_MINUTES);
    const execution = first(world);
    expect(execution).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'settled' } });
    expect(execution.history().filter(({ type }) => type.endsWith('StateEntered')).length).toBeLessThanOrEqual(8);
    expect(await applied(world)).toMatchObject({ size: 4, outcome: 'settled' });
    expect(toldEvents(world, 'Tier Scaled')).toMatchObject([{ tierId: 'shop', from: 2, to: 4, outcome: 'settled' }]);
  });

  it('ends as no-capacity by its deadline when EC2 has none, and the attempt after capacity is back settles', async () => {
    const world = await growing();
    world.cloud.ec2.lack([{}]);
    await world.advanceMinutes(DEADLINE_MINUTES);
    expect(first(world)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'no-capacity' } });
    expect(await applied(world)).toMatchObject({ size: 4, outcome: 'no-capacity' });
    expect(toldEvents(world, 'Tier Not Scaled')).toMatchObject([{ tierId: 'shop', to: 4, outcome: 'no-capacity' }]);

    world.cloud.ec2.lack([]);
    await world.advanceMinutes(7);
    expect(executionsOf(world, 'scale-tier').map(({ output }) => output)).toEqual([
      { outcome: 'no-capacity' },
      { outcome: 'settled' },
    ]);
    expect(await storedItem(world, 'TIER#shop')).toMatchObject({
      target: 4,
      attempt: 2,
      applied: { outcome: 'settled' },
    });
  });

  it('ends as quota by its deadline when the account may run no more, and the attempt after the quota was raised settles', async () => {
    let vcpuLimit = Number.POSITIVE_INFINITY;
    const launch: Faults['launch'] = ({ quotaVcpus }) => (quotaVcpus() > vcpuLimit ? { vcpuLimit } : undefined);
    const world = await growing({ faults: { launch } });
    vcpuLimit = 0;
    await world.advanceMinutes(DEADLINE_MINUTES);
    expect(first(world)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'quota' } });
    expect(await applied(world)).toMatchObject({ size: 4, outcome: 'quota' });
    expect(toldEvents(world, 'Tier Not Scaled')).toMatchObject([{ tierId: 'shop', to: 4, outcome: 'quota' }]);

    vcpuLimit = Number.POSITIVE_INFINITY;
    await world.advanceMinutes(7);
    expect(await applied(world)).toMatchObject({ size: 4, outcome: 'settled' });
  });

  it('ends as superseded when its tier is suspended meanwhile, and records nothing', async () => {
    const world = await growing();
    await world.advanceMinutes(2);
    const before = await storedItem(world, 'TIER#shop');
    await world.cloud.call('dynamodb', 'UpdateItem', {
      TableName: world.rehearsal.tableName,
      Key: { pk: { S: 'TIER#shop' }, sk: { S: 'STATE' } },
      UpdateExpression: 'SET suspendedBy = :by, targetVersion = targetVersion + :one, revision = revision + :one',
      ExpressionAttributeValues: { ':by': { S: 'staging' }, ':one': { N: '1' } },
    });
    await world.advanceMinutes(5);
    expect(first(world)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'superseded' } });
    expect(await applied(world)).toEqual(before['applied']);
    expect(toldEvents(world, 'Tier Not Scaled')).toMatchObject([{ tierId: 'shop', outcome: 'superseded' }]);
  });

  it('ends as stopped-by-switch at its next look once the switch is off, and the target is reached when it is on again', async () => {
    const world = await growing();
    world.cloud.ec2.lack([{}]);
    await world.advanceMinutes(3);
    await world.rehearsal.throwSwitch('off');
    await world.advanceMinutes(4);
    expect(first(world)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'stopped-by-switch' } });
    expect(await applied(world)).toMatchObject({ outcome: 'stopped-by-switch' });
    expect(toldEvents(world, 'Tier Not Scaled')).toMatchObject([{ outcome: 'stopped-by-switch' }]);

    world.cloud.ec2.lack([]);
    await world.rehearsal.throwSwitch('on');
    await world.advanceMinutes(6);
    expect(await storedItem(world, 'TIER#shop')).toMatchObject({ target: 4, applied: { size: 4 } });
    expect(sizesOf(world, SHOP)).toEqual([1, 4, 4]);
  });

  it('ends as call-failed when Auto Scaling refuses for good, and is tried again', async () => {
    let refuses = false;
    const interrupt: Faults['interrupt'] = ({ operation }) =>
      refuses && operation === 'SetDesiredCapacity' ? new AwsError('ValidationError', 'no') : undefined;
    const world = await growing({ faults: { interrupt } });
    refuses = true;
    await world.advanceMinutes(4);
    expect(first(world)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'call-failed' } });
    expect(await applied(world)).toMatchObject({ outcome: 'call-failed' });
    expect(toldEvents(world, 'Tier Not Scaled')).toMatchObject([{ outcome: 'call-failed' }]);

    refuses = false;
    await world.advanceMinutes(6);
    expect(await applied(world)).toMatchObject({ size: 4, outcome: 'settled' });
  });

  it('ends as call-failed by its deadline when the fleet cannot be looked at', async () => {
    let refuses = false;
    const interrupt: Faults['interrupt'] = ({ service, operation }) =>
      refuses && service === 'lambda' && operation === 'Invoke'
        ? new AwsError('ServiceException', 'no', 500)
        : undefined;
    const world = await growing({ faults: { interrupt } });
    await world.advanceMinutes(2);
    expect(first(world).status).toBe('RUNNING');
    refuses = true;
    await world.advanceMinutes(DEADLINE_MINUTES);
    refuses = false;
    expect(first(world)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'call-failed' } });
    expect(await applied(world)).toMatchObject({ outcome: 'call-failed' });
  });

  it('ends as launch-failed by its deadline when launches fail for another reason than capacity', async () => {
    const world = await growing();
    const { ec2 } = world.cloud;
    const launch = ec2.launch.bind(ec2);
    ec2.launch = () => {
      throw new AwsError('InvalidAMIID.NotFound', 'The image id does not exist.');
    };
    await world.advanceMinutes(DEADLINE_MINUTES);
    ec2.launch = launch;
    expect(first(world)).toMatchObject({ status: 'SUCCEEDED', output: { outcome: 'launch-failed' } });
    expect(await applied(world)).toMatchObject({ size: 4, outcome: 'launch-failed' });
    expect(toldEvents(world, 'Tier Not Scaled')).toMatchObject([{ outcome: 'launch-failed' }]);
    expect(sizesOf(world, SHOP)).toEqual([1, 4, 4]);
  });

  it('ends as unhealthy by its deadline when what was launched never serves', async () => {
    const world = await openShopByDay(2);
    await resize(world, world.tier().group, { MinSize: 1, DesiredCapacity: 2 });
    let load = 1300;
    world.drive(() => load);
    await world.advanceMinutes(5);
    world.cloud.ec2.breakBoots(world.tier().group);
    load = 2000;
    await world.advanceMinutes(DEADLINE_MINUTES);
    expect(first(world)).toMatchObject({
      status: 'SUCCEEDED',
      input: { tierId: 'web' },
      output: { outcome: 'unhealthy' },
    });
    expect(toldEvents(world, 'Tier Not Scaled')[0]).toMatchObject({ tierId: 'web', outcome: 'unhealthy' });
    expect((await storedItem(world, 'TIER#web'))['applied']).toMatchObject({ outcome: 'unhealthy' });
  });
});
