import {
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  type DescribeAutoScalingGroupsCommandInput,
  DescribeAutoScalingInstancesCommand,
  DescribeScalingActivitiesCommand,
} from '@aws-sdk/client-auto-scaling';
import * as z from 'zod';
import type { FailedLaunch, Fleets, Group } from '../ports/fleets.ts';
import { clientSettings, prepared } from './client-settings.ts';
import { parseOnce } from './parse-once.ts';
import { QueryProtocol } from './query-protocols.ts';
import { partsOf } from './read-in-parts.ts';

/** The most that DescribeAutoScalingGroups takes by name, and only with MaxRecords: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_DescribeAutoScalingGroups.html */
const GROUPS_PER_CALL = 100;

const group: z.ZodType<Group> = z
  .object({
    AutoScalingGroupName: z.string(),
    MinSize: z.int(),
    MaxSize: z.int(),
    DesiredCapacity: z.int(),
    Instances: z
      .array(
        z.object({
          InstanceId: z.string(),
          AvailabilityZone: z.string(),
          LifecycleState: z.string(),
          HealthStatus: z.string(),
          ProtectedFromScaleIn: z.boolean().default(false),
        }),
      )
      .default([]),
    TargetGroupARNs: z.array(z.string()).default([]),
    Tags: z.array(z.object({ Key: z.string(), Value: z.string().default('') })).default([]),
  })
  .transform((found) => ({
    name: found.AutoScalingGroupName,
    min: found.MinSize,
    max: found.MaxSize,
    desired: found.DesiredCapacity,
    members: found.Instances.map((instance) => ({
      instanceId: instance.InstanceId,
      zone: instance.AvailabilityZone,
      lifecycleState: instance.LifecycleState,
      isHealthy: instance.HealthStatus.toLowerCase() === 'healthy',
      isProtectedFromScaleIn: instance.ProtectedFromScaleIn,
    })),
    targetGroupArns: found.TargetGroupARNs,
    tags: Object.fromEntries(found.Tags.map(({ Key, Value }) => [Key, Value])),
  }));

const groups = z.array(group);

/** An answer that is the one of the minute before, as `QueryProtocol` tells, is not checked anew. */
const groupsOf = parseOnce(groups);

const activities = z.array(
  z.object({
    StatusCode: z.string(),
    StatusMessage: z.string().default(''),
    Description: z.string().default(''),
    StartTime: z.date(),
  }),
);

/** Groups of EC2 Auto Scaling. */
export class AutoScalingFleets implements Fleets {
  readonly #client: AutoScalingClient;

  constructor(
    client: AutoScalingClient = prepared(new AutoScalingClient({ ...clientSettings, protocol: QueryProtocol })),
  ) {
    this.#client = client;
  }

  async byNames(names: readonly string[]): Promise<ReadonlyMap<string, Group>> {
    const found = new Map<string, Group>();
    for (const part of partsOf(names, GROUPS_PER_CALL)) {
      for (const each of await this.#describe({ AutoScalingGroupNames: part })) found.set(each.name, each);
    }
    return found;
  }

  async byTag(key: string, value: string): Promise<readonly Group[]> {
    const found = await this.#describe({ Filters: [{ Name: `tag:${key}`, Values: [value] }] });
    return found.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async groupOf(instanceId: string): Promise<string | null> {
    const { AutoScalingInstances } = await this.#client.send(
      new DescribeAutoScalingInstancesCommand({ InstanceIds: [instanceId] }),
    );
    const [member] = AutoScalingInstances ?? [];
    const isLeaving = member?.LifecycleState?.toUpperCase().startsWith('TERMINATING') ?? true;
    return isLeaving ? null : (member?.AutoScalingGroupName ?? null);
  }

  /** Only an activity says why there is no instance: https://docs.aws.amazon.com/autoscaling/ec2/userguide/CHAP_Troubleshooting.html */
  async failedLaunches(name: string, sinceMs: number): Promise<readonly FailedLaunch[]> {
    // One page: newest first, and whoever asks wants the newest.
    const { Activities } = await this.#client.send(
      new DescribeScalingActivitiesCommand({ AutoScalingGroupName: name, MaxRecords: 100 }),
    );
    return activities
      .parse(Activities ?? [])
      .filter(({ StatusCode, Description, StartTime }) => {
        return StatusCode === 'Failed' && Description.startsWith('Launching') && StartTime.getTime() >= sinceMs;
      })
      .map(({ StatusMessage, StartTime }) => ({ atMs: StartTime.getTime(), message: StatusMessage }));
  }

  async #describe(what: DescribeAutoScalingGroupsCommandInput): Promise<Group[]> {
    const found: Group[] = [];
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new DescribeAutoScalingGroupsCommand({
          ...what,
          MaxRecords: GROUPS_PER_CALL,
          ...(token && { NextToken: token }),
        }),
      );
      found.push(...groupsOf(page.AutoScalingGroups ?? []));
      token = page.NextToken;
    } while (token);
    return found;
  }
}
