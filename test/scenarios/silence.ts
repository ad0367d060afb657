import { World } from './world.ts';

/** Alarms for people that changed, as `name to state`; those on the load and on members are for Rubato. */
export const told = (world: World): readonly string[] =>
  world
    .journal('alarm')
    .filter(({ subject }) => !/^rubato-demo-(load|unhealthy)-/.test(subject))
    .map(({ subject, detail }) => `${subject.slice('rubato-demo-'.length)} to ${detail['to']}`);

/** The same without those that became well. */
export const troubles = (world: World): readonly string[] => told(world).filter((change) => !change.endsWith(' to OK'));

/** A world in which nothing is delivered by schedules that a name matches, from a minute on. */
export const withSilence = async (name: RegExp, fromMinute: number, blueprintFile = 'rubato.yaml'): Promise<World> => {
  let isSilent = fromMinute === 0;
  const world = await World.load({
    blueprintFile,
    faults: { deliveries: ({ source, rule }) => (isSilent && source === 'aws.scheduler' && name.test(rule) ? 0 : 1) },
  });
  await world.advanceMinutes(fromMinute);
  isSilent = true;
  return world;
};
