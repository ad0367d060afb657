import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import * as z from 'zod';
import type { LoadBalancers, TargetHealth } from '../ports/load-balancers.ts';
import type { LoadBalancerName } from '../ports/load-metrics.ts';
import { clientSettings, prepared } from './client-settings.ts';
import { parseOnce } from './parse-once.ts';
import { QueryProtocol } from './query-protocols.ts';
import { partsOf, readInParts } from './read-in-parts.ts';

/** A page of DescribeTargetGroups holds up to 400; how many ARNs one call takes is not written down, 20 is safe (unverified). */
const TARGET_GROUPS_PER_CALL = 20;

/** Calls that each ask about one thing; how fast they may be made is not written down, 10 at once are (unverified) safe. */
const CALLS_AT_ONCE = 10;

const targetGroups = z.array(
  z.object({ TargetGroupArn: z.string(), LoadBalancerArns: z.array(z.string()).default([]) }),
);

/** By instance. An answer that is the one of the minute before, as `QueryProtocol` tells, is not checked anew. */
const healthOfTargets = parseOnce(
  z
    .array(
      z.object({
        Target: z.object({ Id: z.string() }),
        TargetHealth: z.object({ State: z.string().default('unknown'), Reason: z.string().optional() }),
      }),
    )
    .transform(
      (found): ReadonlyMap<string, TargetHealth> =>
        new Map(
          found.map(({ Target, TargetHealth: { State, Reason } }) => [
            Target.Id,
            { state: stateOf(State), reason: Reason ?? null },
          ]),
        ),
    ),
);

/** States: https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_TargetHealth.html */
function stateOf(state: string): TargetHealth['state'] {
  switch (state) {
    case 'healthy':
    case 'unhealthy':
    case 'initial':
    case 'draining':
    case 'unused':
      return state;
    case 'unhealthy.draining':
      return 'draining';
    default:
      return 'unknown'; // `unavailable`: health checks are disabled
  }
}

/** The last part of an ARN, which is what CloudWatch's dimensions hold. */
const resourceOf = (arn: string): string =>
  arn
    .split(':')
    .slice(5)
    .join(':')
    .replace(/^loadbalancer\//, '');

/** Target groups of Elastic Load Balancing v2. */
export class ElbLoadBalancers implements LoadBalancers {
  readonly #client: ElasticLoadBalancingV2Client;

  constructor(
    client: ElasticLoadBalancingV2Client = prepared(
      new ElasticLoadBalancingV2Client({
        ...clientSettings,
        protocol: QueryProtocol,
      }),
    ),
  ) {
    this.#client = client;
  }

  async namesOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, LoadBalancerName>> {
    const names = new Map<string, LoadBalancerName>();
    for (const [arn, loadBalancerArn] of await this.#loadBalancersOf(targetGroupArns)) {
      names.set(arn, { targetGroup: resourceOf(arn), loadBalancer: resourceOf(loadBalancerArn) });
    }
    return names;
  }

  async areExclusive(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, boolean>> {
    const answers = new Map<string, boolean>();
    const loadBalancers = await this.#loadBalancersOf(targetGroupArns);
    const read = async ([arn, loadBalancerArn]: readonly [string, string]): Promise<void> => {
      for (const isAlone of await readInParts([arn], () => this.#servesOne(loadBalancerArn))) answers.set(arn, isAlone);
    };
    for (const part of partsOf([...loadBalancers], CALLS_AT_ONCE)) await Promise.all(part.map(read));
    return answers;
  }

  async #servesOne(loadBalancerArn: string): Promise<boolean> {
    const command = new DescribeTargetGroupsCommand({ LoadBalancerArn: loadBalancerArn, PageSize: 2 });
    const served = await this.#client.send(command);
    return targetGroups.parse(served.TargetGroups ?? []).length === 1;
  }

  /** ARNs of load balancers by those of target groups. */
  async #loadBalancersOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const loadBalancers = new Map<string, string>();
    for (const part of partsOf([...new Set(targetGroupArns)], TARGET_GROUPS_PER_CALL)) {
      const answers = await readInParts(part, (arns) =>
        this.#client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [...arns] })),
      );
      for (const found of targetGroups.parse(answers.flatMap(({ TargetGroups }) => TargetGroups ?? []))) {
        const [loadBalancerArn] = found.LoadBalancerArns;
        if (loadBalancerArn !== undefined) loadBalancers.set(found.TargetGroupArn, loadBalancerArn);
      }
    }
    return loadBalancers;
  }

  async healthOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, TargetHealth>>> {
    const health = new Map<string, ReadonlyMap<string, TargetHealth>>();
    const arns = [...new Set(targetGroupArns)];
    const failures: unknown[] = [];
    for (const part of partsOf(arns, CALLS_AT_ONCE)) {
      await Promise.all(
        part.map(async (arn) => {
          try {
            for (const found of await readInParts([arn], () => this.#readHealth(arn))) health.set(arn, found);
          } catch (error) {
            failures.push(error);
          }
        }),
      );
    }
    if (failures.length > 0 && failures.length === arns.length) throw failures[0];
    return health;
  }

  async #readHealth(arn: string): Promise<ReadonlyMap<string, TargetHealth>> {
    const answer = await this.#client.send(new DescribeTargetHealthCommand({ TargetGroupArn: arn }));
    return healthOfTargets(answer.TargetHealthDescriptions ?? []);
  }
}
