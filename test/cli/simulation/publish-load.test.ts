import { describe, expect, it } from 'vitest';
import { checkLoad, publishLoad } from '../../../cli/simulation/publish-load.ts';
import { UsageError } from '../../../cli/usage-error.ts';
import type { LoadMetric } from '../../../core/blueprint/model.ts';
import { createCloud } from '../../../local/cloud.ts';
import { aTier } from '../../fakes/builders.ts';

type Metric = Extract<LoadMetric, { type: 'metric' }>;

const aMetric = (changes: Partial<Metric> = {}): Metric => ({
  type: 'metric',
  namespace: 'Shop',
  metric: 'Jobs',
  dimensions: { Queue: 'web' },
  stat: 'Sum',
  counts: 'total',
  whenAbsent: 'unknown',
  servedPerInstancePerMinute: 40,
  ...changes,
});

describe('the load of a tier', () => {
  it.each([
    { what: 'requests at a load balancer', load: aTier().load },
    { what: 'a metric of its own', load: [aMetric()] },
    {
      what: 'the CPU of its group',
      load: [
        aMetric({
          namespace: 'AWS/EC2',
          metric: 'CPUUtilization',
          dimensions: { AutoScalingGroupName: 'group-of-web' },
        }),
      ],
    },
  ])('can be made when it is $what', ({ load }) => {
    expect(() => checkLoad(aTier({ load }), 'my.yaml')).not.toThrow();
  });

  it.each([
    { namespace: 'AWS/SQS', metric: 'ApproximateNumberOfMessagesVisible' },
    { namespace: 'AWS/EC2', metric: 'CPUUtilization' }, // of something else than the group
  ])('cannot be made from $namespace, and its place and what can be are told', ({ namespace, metric }) => {
    const tier = aTier({ load: [aMetric(), aMetric({ namespace, metric })] });
    expect(() => checkLoad(tier, 'my.yaml')).toThrow(
      new UsageError(
        `my.yaml: tiers.web.load[1]: found ${namespace} ${metric}, which nobody publishes here; a simulation can have requests at a load balancer (alb), AWS/EC2 CPUUtilization of the group group-of-web, and any metric outside of AWS/, which it publishes from the traffic`,
      ),
    );
  });

  it.each([
    { stat: 'Sum', value: 200, is: 'the traffic itself' },
    { stat: 'SampleCount', value: 200, is: 'so many samples where it is samples that count' },
    { stat: 'Sum', metric: 'Busy', served: 100, value: 500, is: 'the same share of capacity for a second metric' },
  ])('is published each minute as $is', async ({ stat, metric = 'Jobs', served = 40, value }) => {
    const cloud = createCloud({ seed: 1, startAtMs: 0 });
    const second = aMetric({ metric, stat, servedPerInstancePerMinute: served });
    publishLoad(cloud, aTier({ load: metric === 'Jobs' ? [second] : [aMetric(), second] }), () => 200);
    await cloud.advance(3 * 60_000);
    expect(await valuesOf(cloud, metric, stat)).toEqual([value, value, value]);
  });

  it('is not published as an average over no instances', async () => {
    const cloud = createCloud({ seed: 1, startAtMs: 0 });
    publishLoad(cloud, aTier({ load: [aMetric({ counts: 'perInstance', stat: 'Average' })] }), () => 200);
    await cloud.advance(3 * 60_000);
    expect(await valuesOf(cloud, 'Jobs', 'Average')).toEqual([]);
  });
});

/** What CloudWatch has of the first three minutes. */
const valuesOf = async (cloud: ReturnType<typeof createCloud>, MetricName: string, Stat: string) => {
  const Metric = { Namespace: 'Shop', MetricName, Dimensions: [{ Name: 'Queue', Value: 'web' }] };
  const { MetricDataResults } = (await cloud.call('monitoring', 'GetMetricData', {
    StartTime: new Date(0),
    EndTime: new Date(3 * 60_000),
    MetricDataQueries: [{ Id: 'q', MetricStat: { Metric, Stat, Period: 60 } }],
  })) as { readonly MetricDataResults: readonly { readonly Values: readonly number[] }[] };
  return MetricDataResults[0]?.Values;
};
