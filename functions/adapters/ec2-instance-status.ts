import { DescribeInstanceStatusCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as z from 'zod';
import type { InstanceStatus, StatusChecks } from '../ports/instance-status.ts';
import { clientSettings, prepared } from './client-settings.ts';
import { Ec2QueryProtocol } from './query-protocols.ts';
import { partsOf, readInParts } from './read-in-parts.ts';

/** The most instance ids that one call takes: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
const INSTANCES_PER_CALL = 100;

const checks = z.object({ Status: z.string().default('') }).default({ Status: '' });
const statuses = z.array(z.object({ InstanceId: z.string(), InstanceStatus: checks, SystemStatus: checks }));

const reservations = z.array(
  z.object({ Instances: z.array(z.object({ InstanceId: z.string(), LaunchTime: z.date() })).default([]) }),
);

/** The worst of both checks; what EC2 does not know yet is unknown. */
function statusOf(...found: readonly string[]): StatusChecks {
  if (found.includes('impaired')) return 'impaired';
  if (found.includes('initializing')) return 'initializing';
  return found.every((each) => each === 'ok') ? 'ok' : 'unknown';
}

/** Status checks and launch times of EC2. */
export class Ec2InstanceStatus implements InstanceStatus {
  readonly #client: EC2Client;

  constructor(client: EC2Client = prepared(new EC2Client({ ...clientSettings, protocol: Ec2QueryProtocol }))) {
    this.#client = client;
  }

  async of(instanceIds: readonly string[]): Promise<ReadonlyMap<string, StatusChecks>> {
    const found = new Map<string, StatusChecks>();
    for (const part of partsOf(instanceIds, INSTANCES_PER_CALL)) {
      const answers = await readInParts(part, (ids) =>
        this.#client.send(new DescribeInstanceStatusCommand({ InstanceIds: [...ids] })),
      );
      for (const each of statuses.parse(answers.flatMap(({ InstanceStatuses }) => InstanceStatuses ?? []))) {
        found.set(each.InstanceId, statusOf(each.InstanceStatus.Status, each.SystemStatus.Status));
      }
    }
    return found;
  }

  async launchTimes(instanceIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const found = new Map<string, number>();
    for (const part of partsOf(instanceIds, INSTANCES_PER_CALL)) {
      const answers = await readInParts(part, (ids) =>
        this.#client.send(new DescribeInstancesCommand({ InstanceIds: [...ids] })),
      );
      const read = reservations.parse(answers.flatMap(({ Reservations }) => Reservations ?? []));
      for (const { InstanceId, LaunchTime } of read.flatMap(({ Instances }) => Instances)) {
        found.set(InstanceId, LaunchTime.getTime());
      }
    }
    return found;
  }
}
