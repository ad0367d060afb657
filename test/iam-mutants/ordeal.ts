import type { Template, TemplateResource } from '../../local/assembly/template.ts';
import { AwsError } from '../../local/kernel.ts';
import { type Grants, grantsOf } from '../../local/services/iam/grants.ts';
import { both, breaking } from '../scenarios/break-resource.ts';
import { ask, openShopByDay, SHOP } from '../scenarios/shop.ts';
import { PARTS, playPart, withoutAPart } from '../scenarios/short-life.ts';
import { MINUTE_MS, World, type WorldSettings } from '../scenarios/world.ts';

type Alter = NonNullable<WorldSettings['alter']>;

/** A scenario that a template, as it is or with something cut from it, goes through. */
export interface Ordeal {
  readonly name: string;
  readonly play: (alter: Alter) => Promise<World>;
}

/** What came of it. */
export interface Outcome {
  /** `WHO may not ACTION on RESOURCE`, once each. */
  readonly denials: ReadonlySet<string>;
  /** What was used of the policies; nothing when the deployment was refused. */
  readonly grants: Grants;
  /** What it took, in entries of the journal; the same on each machine. */
  readonly steps: number;
}

const TRIGGERS = ['on-sweep', 'on-metric-alarm', 'on-environment-sweep', 'on-health-sweep', 'on-instance-event'];

/** Nobody may invoke anything: whatever is sent ends in the queue of what was not delivered. */
const undeliverable: Alter = (template) => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources ?? {})
      .filter(([, { Type }]) => Type !== 'AWS::Lambda::Permission')
      .map(([id, resource]) => [id, SCHEDULE_POLICY.test(id) ? withoutInvocation(resource) : resource]),
  ),
});

const SCHEDULE_POLICY = /^TriggersSweep\w+RoleDefaultPolicy/;

/** The statement stays in its place, and allows something else. */
const withoutInvocation = (resource: TemplateResource): TemplateResource =>
  JSON.parse(JSON.stringify(resource).replace('lambda:InvokeFunction', 'lambda:GetFunction')) as TemplateResource;

/** Every trigger fails for good: its invocations end in the queue of failed ones. */
const failing: Alter = TRIGGERS.map((name) => breaking(`Function rubato-demo-${name}`)).reduce(both);

/** All that rules and schedules wait for: load, a crash, a launch that fails, a hung instance. Nobody does anything about it. */
const playTrouble = async (alter: Alter): Promise<World> => {
  const world = await World.load(withoutAPart(alter));
  const { cloud } = world;
  const group = 'rubato-demo-web';
  world.drive((minutes) => (minutes < 3 ? 1000 : 6000));
  await world.advanceMinutes(5);
  const [crashed, hung] = cloud.autoscaling.group(group)?.members.keys() ?? [];
  if (crashed === undefined || hung === undefined) throw new Error(`${group} has less than two instances`);
  cloud.ec2.crash(crashed);
  cloud.ec2.hang(hung);
  cloud.ec2.lack([{}]);
  await cloud.advance(14 * MINUTE_MS);
  return world;
};

/** An environment with a tier in it, that a person sends to sleep and wakes. */
const playShop = async (alter: Alter): Promise<World> => {
  const world = await openShopByDay(2, undefined, withoutAPart(alter));
  await ask(world, 'asleep', 4);
  await world.advanceMinutes(8);
  return world;
};

/** An environment that cannot fall asleep, because its group terminates nothing. */
const playBlocked = async (alter: Alter): Promise<World> => {
  const world = await openShopByDay(2, undefined, withoutAPart(alter));
  await world.cloud.call('autoscaling', 'SuspendProcesses', {
    AutoScalingGroupName: SHOP,
    ScalingProcesses: ['Terminate'],
  });
  await ask(world, 'asleep', 60);
  await world.advanceMinutes(13);
  return world;
};

/** Rules may not publish any more: what is blocked is told to nobody. */
const untold: Alter = (template) => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources ?? {}).map(([id, resource]) => [
      id,
      resource.Type === 'AWS::SNS::TopicPolicy'
        ? (JSON.parse(
            JSON.stringify(resource).replace('events.amazonaws.com', 'backup.amazonaws.com'),
          ) as TemplateResource)
        : resource,
    ]),
  ),
});

/** Capacity is asked for and EC2 has none. */
const playWithoutCapacity = async (alter: Alter): Promise<World> => {
  const world = await openShopByDay(2, (minutes) => (minutes < 6 ? 130 : 260), withoutAPart(alter));
  world.cloud.ec2.lack([{}]);
  await world.advanceMinutes(13);
  return world;
};

/** An environment with a stage behind a load balancer, which wakes at 08:00 in Rome. */
const playOwnGroups = async (alter: Alter): Promise<World> => {
  const startAtMs = Date.parse('2026-01-14T06:52:00Z');
  const world = await World.load({
    ...withoutAPart(alter),
    startAtMs,
    blueprintFile: 'test/blueprints/own-groups.yaml',
  });
  await world.advanceMinutes(14);
  return world;
};

/** Alarms find a tier that no sweep has seen. */
const playWithoutSweep = async (alter: Alter): Promise<World> => {
  const deliveries = ({ rule }: { readonly rule: string }): number => (rule === 'rubato-demo-tiers-0' ? 0 : 1);
  const world = await World.load({ ...withoutAPart(alter), faults: { deliveries } });
  world.drive(() => 6000);
  await world.advanceMinutes(5);
  return world;
};

export const ORDEALS: readonly Ordeal[] = [
  ...PARTS.map((part) => ({ name: part, play: async (alter: Alter) => (await playPart(part, alter)).world })),
  { name: 'a tier sleeps', play: playShop },
  { name: 'no capacity', play: playWithoutCapacity },
  { name: 'own groups', play: playOwnGroups },
  { name: 'no sweep', play: playWithoutSweep },
  { name: 'an environment is blocked', play: playBlocked },
  { name: 'nobody is told', play: (alter) => playBlocked(both(alter, untold)) },
  { name: 'nothing is delivered', play: (alter) => playTrouble(both(alter, undeliverable)) },
  { name: 'every trigger fails', play: (alter) => playTrouble(both(alter, failing)) },
];

/** @throws whatever ended the play, if it is not that the deployment was refused */
export const undergo = async ({ play }: Ordeal, change: (template: Template) => Template): Promise<Outcome> => {
  try {
    const world = await play(change);
    const denials = world
      .journal('denied')
      .map(
        ({ subject, detail }) => `${detail['role'] ?? detail['service']} may not ${subject} on ${detail['resource']}`,
      );
    return {
      denials: new Set(denials),
      grants: grantsOf(world.cloud.kernel),
      steps: world.cloud.journal.entries.length,
    };
  } catch (error) {
    return { denials: new Set([refusalOf(error).message]), grants: new Map(), steps: 0 };
  }
};

/** A deployment says in which resource it was refused, and why in its cause. */
const refusalOf = (error: unknown): AwsError => {
  if (error instanceof AwsError) return error;
  if (error instanceof Error && error.cause !== undefined) return refusalOf(error.cause);
  throw error;
};
