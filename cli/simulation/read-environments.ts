import type { EnvironmentReport } from '../report/report.ts';
import { namePrefix, type Rehearsal } from './rehearsal.ts';

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

/** When each environment slept, from the ends of its sleeps to the beginnings of its wakes. */
export const readEnvironments = async (
  rehearsal: Rehearsal,
  before: SizesByEnvironment,
  fromMs: number,
  untilMs: number,
): Promise<EnvironmentReport[]> => {
  const after = await groupSizes(rehearsal);
  return Object.keys(rehearsal.blueprint.environments).map((environmentId) => {
    const asleep = sleeps(rehearsal, environmentId, untilMs).map((span) => ({
      ...span,
      fromMs: Math.max(span.fromMs, fromMs),
    }));
    return {
      environmentId,
      asleep,
      hoursAsleep: asleep.reduce((total, span) => total + (span.untilMs - span.fromMs) / 3_600_000, 0),
      sizes: Object.entries(before[environmentId] ?? {}).map(([group, size]) => ({
        group,
        before: size,
        after: after[environmentId]?.[group] ?? 'gone',
      })),
    };
  });
};

const sleeps = (
  { cloud, blueprint }: Rehearsal,
  environmentId: string,
  endMs: number,
): { fromMs: number; untilMs: number }[] => {
  const prefix = namePrefix(blueprint);
  const spans: { fromMs: number; untilMs: number }[] = [];
  for (const { atMs, kind, subject, detail } of cloud.kernel.journal.entries) {
    if (kind !== 'execution' || !String(detail['name']).startsWith(`${environmentId}-`)) continue;
    if (subject === `${prefix}-sleep-environment` && detail['status'] === 'SUCCEEDED')
      spans.push({ fromMs: atMs, untilMs: endMs });
    const last = spans.at(-1);
    if (subject === `${prefix}-wake-environment` && detail['status'] === 'RUNNING' && last?.untilMs === endMs)
      last.untilMs = atMs;
  }
  return spans;
};
