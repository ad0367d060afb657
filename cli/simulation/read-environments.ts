import { type Attributes, fromAttributes, toAttributes } from '../../functions/adapters/attribute-values.ts';
import { environmentItemSchema, environmentKey } from '../../functions/adapters/environment-item.ts';
import type { EnvironmentReport } from '../report/report.ts';
import { namePrefix, type Rehearsal } from './rehearsal.ts';
import { sleepSpans, type Turn } from './sleep-spans.ts';

interface Group {
  readonly AutoScalingGroupName: string;
  readonly MinSize: number;
  readonly MaxSize: number;
  readonly DesiredCapacity: number;
  readonly Tags: readonly { readonly Key: string; readonly Value: string }[];
}

/** `min/desired/max` of each group, by environment. */
export type SizesByEnvironment = Readonly<Record<string, Readonly<Record<string, string>>>>;

export const groupSizes = async ({ cloud, blueprint }: Rehearsal): Promise<SizesByEnvironment> => {
  const { AutoScalingGroups: groups } = (await cloud.call('autoscaling', 'DescribeAutoScalingGroups', {
    MaxRecords: 100,
  })) as { readonly AutoScalingGroups: readonly Group[] };
  return Object.fromEntries(
    Object.values(blueprint.environments).map(({ id, tag }) => {
      const members = groups.filter(({ Tags }) =>
        Tags.some(({ Key, Value }) => Key === tag.key && Value === tag.value),
      );
      return [id, Object.fromEntries(members.map((group) => [group.AutoScalingGroupName, sizeText(group)]))];
    }),
  );
};

const sizeText = ({ MinSize, DesiredCapacity, MaxSize }: Group): string => `${MinSize}/${DesiredCapacity}/${MaxSize}`;

/** When each environment slept, from the ends of its sleeps to the beginnings of its wakes, and whether it is blocked now. */
export const readEnvironments = async (
  rehearsal: Rehearsal,
  before: SizesByEnvironment,
  fromMs: number,
  untilMs: number,
): Promise<EnvironmentReport[]> => {
  const after = await groupSizes(rehearsal);
  const report = async (environmentId: string): Promise<EnvironmentReport> => {
    const asleep = sleepSpans(turnsOf(rehearsal, environmentId), { fromMs, untilMs });
    return {
      environmentId,
      asleep,
      blocked: await blockedOf(rehearsal, environmentId),
      hoursAsleep: asleep.reduce((total, span) => total + (span.untilMs - span.fromMs) / 3_600_000, 0),
      sizes: Object.entries(before[environmentId] ?? {}).map(([group, size]) => ({
        group,
        before: size,
        after: after[environmentId]?.[group] ?? 'gone',
      })),
    };
  };
  return await Promise.all(Object.keys(rehearsal.blueprint.environments).map(report));
};

const blockedOf = async (
  { cloud, tableName, nowMs }: Rehearsal,
  environmentId: string,
): Promise<EnvironmentReport['blocked']> => {
  const { Item: item = {} } = (await cloud.call('dynamodb', 'GetItem', {
    TableName: tableName,
    Key: toAttributes(environmentKey(environmentId)),
  })) as { readonly Item?: Attributes };
  // An item that is not there or that a fault has spoiled says nothing; the run is told all the same.
  const { data } = environmentItemSchema.safeParse(fromAttributes(item));
  if (data?.phase !== 'blocked') return null;
  // An attempt without an outcome told no instant; that it is blocked was then decided, and recorded.
  return { sinceMs: data.blockedAtMs ?? data.lastRecordedAtMs ?? nowMs, reason: data.blockedReason ?? data.phase };
};

const turnsOf = (rehearsal: Rehearsal, environmentId: string): Turn[] => [
  ...executionsFor(rehearsal, environmentId, 'sleep-environment').flatMap(({ output, endedAtMs }): Turn[] => {
    const { outcome } = (output ?? {}) as { readonly outcome?: string };
    return endedAtMs === undefined || outcome !== 'asleep' ? [] : [{ atMs: endedAtMs, to: 'asleep' }];
  }),
  ...executionsFor(rehearsal, environmentId, 'wake-environment').map(
    ({ startedAtMs }): Turn => ({ atMs: startedAtMs, to: 'waking' }),
  ),
];

const executionsFor = ({ cloud, blueprint }: Rehearsal, environmentId: string, workflow: string) => {
  const name = `${namePrefix(blueprint)}-${workflow}`;
  const { model } = cloud.states;
  const machine = [...model.stateMachines].find((candidate) => candidate.name === name);
  return (machine === undefined ? [] : model.executionsOf(machine)).filter(
    ({ input }) => (input as { readonly environmentId: string }).environmentId === environmentId,
  );
};
