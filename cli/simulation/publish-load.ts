import type { LoadMetric, Tier } from '../../core/blueprint/model.ts';
import type { Cloud } from '../../local/cloud.ts';
import { MINUTE_MS } from '../trace/trace.ts';
import { UsageError } from '../usage-error.ts';
import { inService } from './in-service.ts';

type OwnMetric = Extract<LoadMetric, { type: 'metric' }>;

const isOwnMetric = (load: LoadMetric): load is OwnMetric =>
  load.type === 'metric' && !load.namespace.startsWith('AWS/');

/** Only AWS publishes in its namespaces, and of those the embedded cloud knows what a tier's workload causes. */
const isOfWorkload = (load: LoadMetric, { group }: Tier): boolean =>
  load.type === 'alb' ||
  (load.namespace === 'AWS/EC2' &&
    load.metric === 'CPUUtilization' &&
    JSON.stringify(load.dimensions) === JSON.stringify({ AutoScalingGroupName: group }));

/**
 * Whether the load of a tier can be made from traffic.
 *
 * @throws `UsageError`
 */
export const checkLoad = (tier: Tier, blueprintFile: string): void => {
  const index = tier.load.findIndex((load) => !isOwnMetric(load) && !isOfWorkload(load, tier));
  const load = tier.load[index];
  if (load?.type !== 'metric') return;
  throw new UsageError(
    `${blueprintFile}: tiers.${tier.id}.load[${index}]: found ${load.namespace} ${load.metric}, which nobody publishes here; a simulation can have requests at a load balancer (alb), AWS/EC2 CPUUtilization of the group ${tier.group}, and any metric outside of AWS/, which it publishes from the traffic`,
  );
};

/**
 * Publish a tier's metrics of its own from its traffic, at the end of each minute, as the application would. Traffic is in the
 * unit of the tier's first metric; the others get what the same share of an instance's capacity is in theirs.
 */
export const publishLoad = (cloud: Cloud, tier: Tier, requestsPerMinute: (minuteMs: number) => number): void => {
  const [first] = tier.load;
  const metrics = tier.load.filter(isOwnMetric);
  if (first === undefined || metrics.length === 0) return;
  const { clock } = cloud.kernel;
  const nextMinuteMs = (Math.floor(clock.nowMs / MINUTE_MS) + 1) * MINUTE_MS;
  clock.every(MINUTE_MS, nextMinuteMs, async () => {
    const minuteMs = clock.nowMs - MINUTE_MS;
    const instancesWorth = requestsPerMinute(minuteMs) / first.servedPerInstancePerMinute;
    for (const metric of metrics) {
      const value = (instancesWorth * metric.servedPerInstancePerMinute) / sharersOf(cloud, tier, metric);
      if (!Number.isFinite(value)) continue; // No instance, hence no average over them.
      const Dimensions = Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value }));
      await cloud.call('monitoring', 'PutMetricData', {
        Namespace: metric.namespace,
        MetricData: [
          { MetricName: metric.metric, Dimensions, Timestamp: new Date(minuteMs), ...sample(metric, value) },
        ],
      });
    }
  });
};

/** How many instances a value is an average over. */
const sharersOf = (cloud: Cloud, { group }: Tier, { counts }: OwnMetric): number =>
  counts === 'total' ? 1 : inService(cloud, group).length;

/** One sample of that value, or so many samples where it is samples that count. */
const sample = ({ stat }: OwnMetric, value: number) =>
  stat === 'SampleCount' ? { Values: [1], Counts: [value] } : { Value: value };
