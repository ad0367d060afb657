import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import * as z from 'zod';
import type { LoadBalancers, TargetHealth } from '../ports/load-balancers.ts';
import type { LoadBalancerName } from '../ports/load-metrics.ts';
import { clientSettings } from './client-settings.ts';
import { QueryProtocol } from './query-protocols.ts';
import { partsOf, readInParts } from './read-in-parts.ts';

/** A page of DescribeTargetGroups holds up to 400; how many ARNs one call takes is not written down, 20 is safe (unverified). */
const TARGET_GROUPS_PER_CALL = 20;

const targetGroups = z.array(
  z.object({ TargetGroupArn: z.string(), LoadBalancerArns: z.array(z.string()).default([]) }),
);

const targets = z.array(
  z.object({
    Target: z.object({ Id: z.string() }),
    TargetHealth: z
      .object({ State: z.string().default('unknown'), Reason: z.string().optional() })
      .transform(({ State, Reason }): TargetHealth => ({ state: stateOf(State), reason: Reason ?? null })),
  }),
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
    client: ElasticLoadBalancingV2Client = new ElasticLoadBalancingV2Client({
      ...clientSettings,
      protocol: QueryProtocol,
    }),
  ) {
    this.#client = client;
  }

  async namesOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, LoadBalancerName>> {
    const names = new Map<string, LoadBalancerName>();
    for (const part of partsOf([...new Set(targetGroupArns)], TARGET_GROUPS_PER_CALL)) {
      const answers = await readInParts(part, (arns) =>
        this.#client.send(new DescribeTargetGroupsCommand({ TargetGroupArns: [...arns] })),
      );
      for (const found of targetGroups.parse(answers.flatMap(({ TargetGroups }) => TargetGroups ?? []))) {
        const [loadBalancerArn] = found.LoadBalancerArns;
        if (loadBalancerArn === undefined) continue;
        const { TargetGroupArn: arn } = found;
        names.set(arn, { targetGroup: resourceOf(arn), loadBalancer: resourceOf(loadBalancerArn) });
      }
    }
    return names;
  }

  async healthOf(targetGroupArns: readonly string[]): Promise<ReadonlyMap<string, ReadonlyMap<string, TargetHealth>>> {
    const health = new Map<string, ReadonlyMap<string, TargetHealth>>();
    const arns = [...new Set(targetGroupArns)];
    const answers = await Promise.all(
      arns.map((arn) =>
        readInParts([arn], () => this.#client.send(new DescribeTargetHealthCommand({ TargetGroupArn: arn }))),
      ),
    );
    for (const [index, arn] of arns.entries()) {
      const [answer] = answers[index] ?? [];
      if (answer === undefined) continue;
      const found = targets.parse(answer.TargetHealthDescriptions ?? []);
      health.set(arn, new Map(found.map(({ Target, TargetHealth: state }) => [Target.Id, state])));
    }
    return health;
  }
}
