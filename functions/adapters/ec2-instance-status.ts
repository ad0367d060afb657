import { DescribeInstanceStatusCommand, DescribeInstancesCommand, EC2Client } from '@aws-sdk/client-ec2';
import * as z from 'zod';
import type { InstanceStatus, StatusChecks } from '../ports/instance-status.ts';
import { clientSettings } from './client-settings.ts';
import { Ec2QueryProtocol } from './query-protocols.ts';
import { partsOf, readInParts } from './read-in-parts.ts';

/** As many instance ids in one call as its answer stays readable with. */
const INSTANCES_PER_CALL = 100;

/**
 * Filters and their values, and that only running instances are described:
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html
 * Filters of one call are joined by "and", so each of the two checks takes a call.
 */
const CHECKS = ['instance-status.status', 'system-status.status'] as const;
const NOT_WELL = ['impaired', 'initializing', 'insufficient-data'];

const checks = z.object({ Status: z.string().default('') }).default({ Status: '' });
const statuses = z.array(z.object({ InstanceId: z.string(), InstanceStatus: checks, SystemStatus: checks }));

const reservations = z.array(
  z.object({ Instances: z.array(z.object({ InstanceId: z.string(), LaunchTime: z.date() })).default([]) }),
);

/** The worst of both checks of an instance of which one is not well; what EC2 does not know yet is unknown. */
function statusOf(...found: readonly string[]): StatusChecks {
  if (found.includes('impaired')) return 'impaired';
  return found.includes('initializing') ? 'initializing' : 'unknown';
}

/** Status checks and launch times of EC2. */
export class Ec2InstanceStatus implements InstanceStatus {
  readonly #client: EC2Client;

  constructor(client: EC2Client = new EC2Client({ ...clientSettings, protocol: Ec2QueryProtocol })) {
    this.#client = client;
  }

  /**
   * Asks for what is not well in the whole region and not for each instance: that is two short answers a look, however
   * many tiers there are, where the statuses of 100 healthy instances fill 100 KB.
   */
  async of(instanceIds: readonly string[]): Promise<ReadonlyMap<string, StatusChecks>> {
    if (instanceIds.length === 0) return new Map();
    const pages = await Promise.all(CHECKS.map((check) => this.#notWell(check)));
    const notWell = new Map(
      pages.flat().map((each) => [each.InstanceId, statusOf(each.InstanceStatus.Status, each.SystemStatus.Status)]),
    );
    return new Map(instanceIds.map((id) => [id, notWell.get(id) ?? 'ok']));
  }

  async #notWell(check: (typeof CHECKS)[number]): Promise<z.output<typeof statuses>> {
    const found: z.output<typeof statuses> = [];
    let token: string | undefined;
    do {
      const page = await this.#client.send(
        new DescribeInstanceStatusCommand({
          Filters: [{ Name: check, Values: NOT_WELL }],
          ...(token && { NextToken: token }),
        }),
      );
      found.push(...statuses.parse(page.InstanceStatuses ?? []));
      token = page.NextToken;
    } while (token);
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
