import { operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { MetricSeries } from './metric-series.ts';
import type { MetricStore } from './metric-store.ts';

export interface ListMetricsInput {
  readonly Namespace?: string;
  readonly MetricName?: string;
  readonly Dimensions?: readonly { readonly Name: string; readonly Value?: string }[];
  readonly NextToken?: string;
}

const PAGE_SIZE = 500;

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_ListMetrics.html */
export const listMetrics = (store: MetricStore) =>
  operation({
    authorize: (_input: ListMetricsInput) => [{ action: 'cloudwatch:ListMetrics', resource: '*' }],
    run: (input) => {
      const page = paginate(
        [...store.all()].filter((series) => isAskedFor(series, input)),
        PAGE_SIZE,
        input.NextToken,
      );
      return {
        Metrics: page.items.map(({ namespace, name, dimensions }) => ({
          Namespace: namespace,
          MetricName: name,
          Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
        })),
        NextToken: page.nextToken,
      };
    },
  });

const isAskedFor = (series: MetricSeries, input: ListMetricsInput): boolean =>
  (input.Namespace ?? series.namespace) === series.namespace &&
  (input.MetricName ?? series.name) === series.name &&
  (input.Dimensions ?? []).every(({ Name, Value }) => {
    const found = series.dimensions[Name];
    return found !== undefined && (Value ?? found) === found;
  });
