import { faultProfile } from './fault-profile.ts';
import { HOUR_MS, MINUTE_MS, World, type WorldSettings } from './world.ts';

/**
 * What a short life of the example shows, each a behaviour that somebody would miss. Read as "it is so that ...".
 */
export type Fact =
  | 'a load alarm is answered before the next sweep'
  | 'a tier grows with its load'
  | 'a growth is verified and told'
  | 'a quiet tier shrinks'
  | 'staging falls asleep at 20:00'
  | 'staging falls asleep when first met at night'
  | 'staging wakes at 08:00 with its exact sizes'
  | 'staging wakes stage by stage'
  | 'a healthy tier is looked at each minute'
  | 'a failed launch is looked at within seconds'
  | 'an unhealthy alarm has a hung instance replaced though the sweep is lost'
  | 'hung instances are replaced one after the other'
  | 'a replacement is verified and told'
  | 'a crash is looked at within seconds'
  | 'what is blocked is told to people';

const BY_EVENTS_ALONE: readonly Fact[] = [
  'a load alarm is answered before the next sweep',
  'a failed launch is looked at within seconds',
  'an unhealthy alarm has a hung instance replaced though the sweep is lost',
  'a crash is looked at within seconds',
];

/** Without events, what only they bring within seconds is left to the sweep. */
export const canComeTrue = (fact: Fact): boolean => faultProfile !== 'events-lost' || !BY_EVENTS_ALONE.includes(fact);

export type Facts = Readonly<Partial<Record<Fact, boolean>>>;

/** A part of the life, played in a world of its own. */
export type Part = 'growing' | 'shrinking' | 'evening' | 'morning' | 'mishaps' | 'hanging' | 'alarmed' | 'blocked';

export interface PartPlayed {
  readonly world: World;
  readonly facts: Facts;
}

export const playPart = (
  part: Part,
  alter?: WorldSettings['alter'],
  alsoBroken?: readonly string[],
): Promise<PartPlayed> => PLAYS[part](alter === undefined ? {} : withoutAPart(alter, alsoBroken));

/** What a world without one of its parts cannot hold: to get where it should, and to say what became of everything. */
const BROKEN_BY_A_MISSING_PART = ['S18', 'L1', 'L2', 'L5'];

/** Settings of a world whose template misses something, with the invariants that just this part is missed by. */
export const withoutAPart = (alter: WorldSettings['alter'], alsoBroken: readonly string[] = []): WorldSettings => ({
  alter,
  unwatched: [...BROKEN_BY_A_MISSING_PART, ...alsoBroken],
});

/** The facts that did not come true and could have, in the order of the life. */
export const missedFacts = ({ facts }: PartPlayed): Fact[] =>
  (Object.keys(facts) as Fact[]).filter((fact) => facts[fact] === false && canComeTrue(fact));

const WEB = 'rubato-demo-web';
const APP_STAGE = 'rubato-demo-staging-app';
const WEB_STAGE = 'rubato-demo-staging-web';
const SECOND_MS = 1000;

/** A threefold step, soon after first contact. */
const playGrowing = async (settings: WorldSettings): Promise<PartPlayed> => {
  // The load of a minute can be read before the alarm's next look, and the alarm looks before the sweep.
  const world = await World.load({ ...settings, settings: { cloudwatch: { metricLagSeconds: 5 } } });
  world.drive((minutes) => (minutes < 6 ? 1000 : 3000));
  const startMs = world.nowMs;
  const until = (minutes: number, seconds = 0): Promise<void> =>
    world.cloud.advanceTo(startMs + minutes * MINUTE_MS + seconds * SECOND_MS);

  await until(7, 1); // The sweep has been, and has not seen the minute of the step yet.
  const before = world.desired();
  await until(7, 59);
  const answered = world.desired();
  await until(12);
  return {
    world,
    facts: {
      'a load alarm is answered before the next sweep': answered > before,
      'a tier grows with its load': world.desired() === 5,
      'a growth is verified and told': world.journal('event', 'rubato/Tier Scaled').length > 0,
    },
  };
};

/** A tier that is too large for its load. */
const playShrinking = async (settings: WorldSettings): Promise<PartPlayed> => {
  const world = await World.load(settings);
  await setDesired(world, 5);
  world.drive(() => 500);
  await world.advanceMinutes(25);
  return { world, facts: { 'a quiet tier shrinks': world.desired() < 5 } };
};

/** Awake until 20:00 in Rome. */
const playEvening = async (settings: WorldSettings): Promise<PartPlayed> => {
  const world = await World.load({ ...settings, startAtMs: Date.parse('2026-01-13T18:55:00Z') });
  await world.advanceMinutes(4);
  const wasAwake = hasMembers(world, APP_STAGE) && hasMembers(world, WEB_STAGE);
  await world.advanceMinutes(4);
  return { world, facts: { 'staging falls asleep at 20:00': wasAwake && isAsleep(world) } };
};

/** First met asleep by its schedule, then 08:00 in Rome. */
const playMorning = async (settings: WorldSettings): Promise<PartPlayed> => {
  const startMs = Date.parse('2026-01-14T06:52:00Z');
  const world = await World.load({ ...settings, startAtMs: startMs });
  await world.cloud.call('autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: WEB_STAGE, DesiredCapacity: 3 });
  await world.advanceMinutes(7);
  const slept = isAsleep(world);
  await world.advanceMinutes(6);
  const launches = (group: string): number[] =>
    world
      .journal('activity', group)
      .filter(({ atMs, detail }) => detail['kind'] === 'launch' && atMs >= startMs + 8 * MINUTE_MS)
      .map(({ atMs }) => atMs);
  const [app, web] = [launches(APP_STAGE), launches(WEB_STAGE)];
  return {
    world,
    facts: {
      'staging falls asleep when first met at night': slept,
      'staging wakes at 08:00 with its exact sizes':
        slept && world.desired(APP_STAGE) === 1 && world.desired(WEB_STAGE) === 3,
      'staging wakes stage by stage': app.length === 1 && web.length === 3 && Math.max(...app) < Math.min(...web),
    },
  };
};

const hasMembers = (world: World, group: string): boolean =>
  (world.cloud.autoscaling.group(group)?.members.size ?? 0) > 0;

const isAsleep = (world: World): boolean =>
  [APP_STAGE, WEB_STAGE].every((group) => world.desired(group) === 0 && !hasMembers(world, group));

/** What happens to instances from outside, between two sweeps. */
const playMishaps = async (settings: WorldSettings): Promise<PartPlayed> => {
  const world = await World.load(settings);
  await world.advanceMinutes(5);
  const failedLaunch = await failLaunch(world);
  const [crashed] = serving(world);
  const before = looks(world);
  if (crashed !== undefined) world.cloud.ec2.crash(crashed.instanceId);
  await world.cloud.advance(5 * SECOND_MS);
  return {
    world,
    facts: {
      'a failed launch is looked at within seconds': failedLaunch,
      'a crash is looked at within seconds': looks(world) > before,
    },
  };
};

/** One instance in each of two zones hangs; EC2's checks stay green. The alarm that both raise fires once. */
const playHanging = async (settings: WorldSettings): Promise<PartPlayed> => {
  const world = await World.load(settings);
  await setDesired(world, 10);
  await world.advanceMinutes(8);
  const [first, ...others] = serving(world);
  const second = others.find(({ zone }) => zone !== first?.zone);
  if (first === undefined || second === undefined) throw new Error(`${WEB} serves in less than two zones`);
  for (const { instanceId } of [first, second]) world.cloud.ec2.hang(instanceId);
  await world.advanceMinutes(12); // Before the idle tier shrinks.
  const members = world.cloud.autoscaling.group(WEB)?.members;
  return {
    world,
    facts: {
      'hung instances are replaced one after the other': ![first, second].some(({ instanceId }) =>
        members?.has(instanceId),
      ),
      'a replacement is verified and told': world.journal('event', 'rubato/Instance Replaced').length > 0,
    },
  };
};

/** The sweep of health is lost from some minute on; then an instance hangs. */
const playAlarmed = async (settings: WorldSettings): Promise<PartPlayed> => {
  let isSweepLost = false;
  const world = await World.load({
    ...settings,
    faults: { deliveries: ({ rule }) => (isSweepLost && rule === 'rubato-demo-health-0' ? 0 : 1) },
  });
  await world.advanceMinutes(6);
  const looksByMinute: number[] = [];
  for (let minute = 0; minute < 5; minute++) {
    const before = looks(world);
    await world.advanceMinutes(1);
    looksByMinute.push(looks(world) - before);
  }
  isSweepLost = true;
  const [hung] = serving(world);
  if (hung === undefined) throw new Error(`${WEB} serves nothing`);
  world.cloud.ec2.hang(hung.instanceId);
  await world.advanceMinutes(4);
  return {
    world,
    facts: {
      'a healthy tier is looked at each minute': looksByMinute.every((count) => count > 0),
      'an unhealthy alarm has a hung instance replaced though the sweep is lost':
        world.journal('execution', 'rubato-demo-heal-instance').length > 0,
    },
  };
};

/** A stage that does not empty by its deadline. */
const playBlocked = async (settings: WorldSettings): Promise<PartPlayed> => {
  const world = await World.load({ ...settings, startAtMs: Date.parse('2026-01-13T18:55:00Z') });
  await world.cloud.call('autoscaling', 'SuspendProcesses', {
    AutoScalingGroupName: WEB_STAGE,
    ScalingProcesses: ['Terminate'],
  });
  await world.advanceMinutes(25);
  const told = world.journal('delivery', 'rubato-demo-blocked');
  const isTold = told.some(({ detail }) => detail['outcome'] === 'delivered');
  return { world, facts: { 'what is blocked is told to people': isTold } };
};

/** A launch that fails for want of capacity, seconds after the sweep. Whether the tier was looked at for it. */
const failLaunch = async (world: World): Promise<boolean> => {
  await world.cloud.advance(10 * SECOND_MS);
  const before = looks(world);
  world.cloud.ec2.lack([{}]);
  await setDesired(world, 3);
  await world.cloud.advance(15 * SECOND_MS);
  world.cloud.ec2.lack([]);
  await setDesired(world, 2);
  return looks(world) > before;
};

const serving = (world: World): { readonly instanceId: string; readonly zone: string }[] =>
  [...(world.cloud.autoscaling.group(WEB)?.members.values() ?? [])].filter(
    ({ lifecycleState }) => lifecycleState === 'InService',
  );

const setDesired = (world: World, desired: number): Promise<unknown> =>
  world.cloud.call('autoscaling', 'SetDesiredCapacity', { AutoScalingGroupName: WEB, DesiredCapacity: desired });

/** How often the health of tiers was looked at, where nothing is scaled meanwhile. */
const looks = (world: World): number =>
  world.cloud.journal.counts().call['elasticloadbalancing:DescribeTargetHealth'] ?? 0;

const PLAYS: Readonly<Record<Part, (settings: WorldSettings) => Promise<PartPlayed>>> = {
  growing: playGrowing,
  shrinking: playShrinking,
  evening: playEvening,
  morning: playMorning,
  mishaps: playMishaps,
  hanging: playHanging,
  alarmed: playAlarmed,
  blocked: playBlocked,
};

export const PARTS = Object.keys(PLAYS) as Part[];

/** One virtual hour in which much happens, for comparing histories. */
export const playHour = async (seed: number, settings: WorldSettings = {}): Promise<World> => {
  const world = await World.load({ ...settings, seed });
  world.drive((minutes) => (minutes < 10 ? 1500 : minutes < 30 ? 4500 : 1000));
  world.rehearsal.hangOneAt(world.tier(), world.nowMs + 20 * MINUTE_MS);
  await world.cloud.advance(HOUR_MS);
  return world;
};

/** Every entry, and what was only counted. */
export const historyOf = ({ cloud: { journal } }: World): string =>
  [...journal.entries, journal.counts()].map((entry) => JSON.stringify(entry)).join('\n');
