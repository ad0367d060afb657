import { AwsError } from '../../kernel.ts';
import type { Aggregate, MetricSeries } from './metric-series.ts';

/** Reads one statistic of a series over minutes; undefined where nothing was measured. */
export type Statistic = (series: MetricSeries, fromMinute: number, untilMinute: number) => number | undefined;

const OF_AGGREGATE: Readonly<Record<string, (aggregate: Aggregate) => number>> = {
  Average: ({ sum, count }) => sum / count,
  Maximum: ({ max }) => max,
  Minimum: ({ min }) => min,
  SampleCount: ({ count }) => count,
  Sum: ({ sum }) => sum,
};

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html; trimmed means and their kin are not modelled.
 *
 * @throws `AwsError` InvalidParameterValue
 */
export const statisticOf = (name: string): Statistic => {
  const ofAggregate = OF_AGGREGATE[name];
  if (ofAggregate !== undefined) {
    return (series, from, until) => {
      const aggregate = series.aggregate(from, until);
      return aggregate === undefined ? undefined : ofAggregate(aggregate);
    };
  }
  const percent = /^p(\d{1,2}(?:\.\d{1,10})?|100)$/.exec(name)?.[1];
  if (percent === undefined) {
    const known = [...Object.keys(OF_AGGREGATE), 'p0 to p100'].join(', ');
    throw new AwsError(
      'InvalidParameterValue',
      `The value ${name} for parameter Stat is not supported; it must be one of ${known}`,
    );
  }
  return (series, from, until) => series.percentile(from, until, Number(percent) / 100);
};
