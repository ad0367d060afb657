import type { HealReport } from '../../cli/report/report.ts';
import { readHeals } from '../../cli/simulation/read-heals.ts';
import type { Member } from '../../local/services/autoscaling/group.ts';
import { executionsOf, publishOrders } from './watched-world.ts';
import { MINUTE_MS, World, type WorldSettings } from './world.ts';

/** Groups of test/blueprints/sleeping-shop.yaml: the tiers `web` and `shop`, and the first stage of the environment. */
export const WEB = 'rubato-demo-web';
export const APP_STAGE = 'rubato-demo-staging-app';
export const SHOP = 'rubato-demo-staging-web';

/** A tier that may be as small as one instance, and an environment of two stages whose second one is a tier. */
export const openShop = (settings: WorldSettings = {}): Promise<World> =>
  World.load({ ...settings, blueprintFile: 'test/blueprints/sleeping-shop.yaml' });

/** Requests a minute that keep an instance of the tier `web` at its target and call for no other size. */
export const REQUESTS_PER_INSTANCE = 650;

/** How long after its launch an instance has surely had its warm-up. */
const GROWN_UP_MINUTES = 6;

/** A shop whose tier `web` has had so many instances for so long that nothing is starting any more. */
export const openShopOf = async (size: number, settings: WorldSettings = {}): Promise<World> => {
  const world = await openShop(settings);
  await resize(world, WEB, { MinSize: 1, DesiredCapacity: size });
  world.drive(() => size * REQUESTS_PER_INSTANCE);
  await world.advanceMinutes(GROWN_UP_MINUTES);
  return world;
};

/** What a person does by hand. */
export const resize = (world: World, group: string, sizes: Readonly<Record<string, number>>): Promise<unknown> =>
  world.cloud.call('autoscaling', 'UpdateAutoScalingGroup', { AutoScalingGroupName: group, ...sizes });

/** Members of a group that are in service, oldest first. */
export const serving = (world: World, group = WEB): readonly Member[] =>
  [...(world.cloud.autoscaling.group(group)?.members.values() ?? [])].filter(
    ({ lifecycleState }) => lifecycleState === 'InService',
  );

/** The web processes of the oldest instances hang; EC2's checks stay green. */
export const hang = (world: World, count = 1, group = WEB): readonly string[] => {
  const ids = serving(world, group)
    .slice(0, count)
    .map(({ instanceId }) => instanceId);
  for (const id of ids) world.cloud.ec2.hang(id);
  return ids;
};

/** Minimum, maximum and desired capacity of a group. */
export const sizesOf = (world: World, group: string): readonly [min: number, max: number, desired: number] => {
  const found = world.cloud.autoscaling.group(group);
  if (found === undefined) throw new Error(`there is no group ${group}`);
  return [found.min, found.max, found.desired];
};

/** What each execution of heal-instance that ended came to, oldest first. */
export const heals = (world: World): readonly HealReport[] => readHeals(world.rehearsal, []).toReversed();

/** How often a group launched or terminated since an instant; one activity is noted at its beginning and at its end. */
export const activitiesSince = (world: World, kind: 'launch' | 'terminate', sinceMs: number, group = WEB): number =>
  new Set(
    world
      .journal('activity', group)
      .filter(({ atMs, detail }) => detail['kind'] === kind && atMs >= sinceMs)
      .map(({ detail }) => detail['instanceId']),
  ).size;

/** Details of the events of ours of one type, in order. */
export const toldEvents = (world: World, detailType: string): readonly Readonly<Record<string, unknown>>[] =>
  world.journal('event', `rubato/${detailType}`).map(({ detail }) => detail['detail'] as Record<string, unknown>);

/** Reasons of the recorded decisions about the healing of a tier, in order. */
export const healReasons = async (world: World, tierId = 'web'): Promise<readonly string[]> =>
  (await world.decisions(`tier ${tierId}`)).filter(({ kind }) => kind === 'heal').map(({ reason }) => reason);

type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly B: Uint8Array }
  | { readonly NULL: true }
  | { readonly L: readonly Value[] }
  | { readonly M: Readonly<Record<string, Value>> };

const plain = (value: Value): unknown => {
  if ('M' in value) return plainItem(value.M);
  if ('L' in value) return value.L.map(plain);
  if ('N' in value) return Number(value.N);
  if ('NULL' in value) return null;
  return Object.values(value)[0];
};

const plainItem = (item: Readonly<Record<string, Value>>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plain(value)]));

/** An item of the state table as plain values; empty when there is none. */
export const storedItem = async (
  world: World,
  pk: string,
  sk = 'STATE',
): Promise<Readonly<Record<string, unknown>>> => {
  const { Item = {} } = (await world.cloud.call('dynamodb', 'GetItem', {
    TableName: world.rehearsal.tableName,
    Key: { pk: { S: pk }, sk: { S: sk } },
    ConsistentRead: true,
  })) as { readonly Item?: Readonly<Record<string, Value>> };
  return plainItem(Item);
};

/** A person's override of the environment `staging`, looked at by the next sweep. */
export const ask = (world: World, wanted: 'awake' | 'asleep', minutes: number): Promise<unknown> =>
  world.cloud.call('dynamodb', 'UpdateItem', {
    TableName: world.rehearsal.tableName,
    Key: { pk: { S: 'ENV#staging' }, sk: { S: 'STATE' } },
    UpdateExpression: 'SET #override = :override, nextDueAt = :now, revision = revision + :one',
    ExpressionAttributeNames: { '#override': 'override' },
    ExpressionAttributeValues: {
      ':override': {
        M: { wanted: { S: wanted }, until: { S: new Date(world.nowMs + minutes * MINUTE_MS).toISOString() } },
      },
      ':now': { S: new Date(world.nowMs).toISOString() },
      ':one': { N: '1' },
    },
  });

/** What is kept of the first replacement in the tier `web`. */
export const firstEvidence = (world: World): Promise<Readonly<Record<string, unknown>>> => {
  const [first] = executionsOf(world, 'heal-instance');
  if (first === undefined) throw new Error('nothing was replaced');
  const { epoch } = first.input as { readonly epoch: number };
  return storedItem(world, 'TIER#web', `EVIDENCE#${epoch}`);
};

/** Orders a minute that keep an instance of the tier `shop` at its target and call for no other size. */
export const ORDERS_PER_INSTANCE = 65;

/** A shop by day: so many instances of the tier `shop`, with orders to match unless said otherwise, and two in the stage before it. */
export const openShopByDay = async (
  size: number,
  ordersAfter: (minutes: number) => number = () => size * ORDERS_PER_INSTANCE,
  settings: WorldSettings = {},
): Promise<World> => {
  const world = await openShop(settings);
  await resize(world, APP_STAGE, { DesiredCapacity: 2 });
  await resize(world, SHOP, { MinSize: 1, DesiredCapacity: size });
  publishOrders(world, 'shop', ordersAfter);
  await world.advanceMinutes(GROWN_UP_MINUTES);
  return world;
};

/** The environment as it is stored. */
export const staging = (world: World): Promise<Readonly<Record<string, unknown>>> => storedItem(world, 'ENV#staging');
