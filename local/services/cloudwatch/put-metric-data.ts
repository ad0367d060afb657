import { AwsError, operation } from '../../kernel.ts';
import { type Dimension, dimensionsOf } from './metric-query.ts';
import type { MetricStore } from './metric-store.ts';

export interface PutMetricDataInput {
  readonly Namespace: string;
  readonly MetricData?: readonly MetricDatum[];
}

export interface MetricDatum {
  readonly MetricName: string;
  readonly Dimensions?: readonly Dimension[];
  readonly Timestamp?: Date;
  readonly Value?: number;
  readonly Values?: readonly number[];
  /** How often each of `Values` was seen. @default once */
  readonly Counts?: readonly number[];
}

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 * Its condition key: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudwatch.html
 */
export const putMetricData = (store: MetricStore) =>
  operation({
    authorize: (input: PutMetricDataInput) => [
      { action: 'cloudwatch:PutMetricData', resource: '*', context: { 'cloudwatch:namespace': input.Namespace } },
    ],
    run: (input) => {
      for (const datum of input.MetricData ?? []) put(store, input.Namespace, datum);
      return {};
    },
  });

const put = (store: MetricStore, namespace: string, datum: MetricDatum): void => {
  const values = datum.Values ?? (datum.Value === undefined ? [] : [datum.Value]);
  if (values.length === 0) {
    throw new AwsError(
      'InvalidParameterCombination',
      `The metric ${datum.MetricName} has neither Value nor Values; statistic sets are not modelled`,
    );
  }
  const dimensions = dimensionsOf(datum.Dimensions);
  const at = datum.Timestamp === undefined ? {} : { atMs: datum.Timestamp.getTime() };
  for (const [index, value] of values.entries()) {
    store.measure({ namespace, name: datum.MetricName, dimensions, value, weight: datum.Counts?.[index] ?? 1, ...at });
  }
};
