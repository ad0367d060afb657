import { AwsError } from '../../kernel.ts';
import { parseExpression, type Series } from './metric-expression.ts';
import { type MetricStore, MINUTE_MS } from './metric-store.ts';
import { type Statistic, statisticOf } from './statistic.ts';

export interface Dimension {
  readonly Name: string;
  readonly Value: string;
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDataQuery.html */
export interface MetricDataQuery {
  readonly Id: string;
  readonly MetricStat?: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions?: readonly Dimension[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
  readonly Expression?: string;
  readonly Label?: string;
  /** @default true */
  readonly ReturnData?: boolean;
  readonly Period?: number;
}

/** Periods to read: `count` of them, each `periodMinutes` long, the first from `fromMinute`. */
export interface Span {
  readonly fromMinute: number;
  readonly periodMinutes: number;
  readonly count: number;
}

/** A query that was understood once and is read many times, over one value per period. */
export interface CompiledQuery {
  readonly id: string;
  readonly label: string;
  readonly isReturned: boolean;
  readonly periodMinutes: number;
  read(span: Span): Series;
  /** Whether it cannot be read now. */
  hasFailed(): boolean;
}

/**
 * Queries in the order given. An expression may name any other query; a circle is an error.
 *
 * @throws `AwsError` ValidationError for what AWS refuses, Error for metric math that the embedded cloud does not know
 */
export const compileQueries = (store: MetricStore, queries: readonly MetricDataQuery[]): readonly CompiledQuery[] => {
  const byId = new Map(queries.map((query) => [query.Id, query]));
  if (byId.size < queries.length)
    throw new AwsError('ValidationError', 'The values for parameter Id in MetricDataQueries are not unique');
  const compiled = new Map<string, CompiledQuery>();
  const open = new Set<string>();
  const compile = (id: string): CompiledQuery => {
    const done = compiled.get(id);
    if (done !== undefined) return done;
    const query = byId.get(id);
    if (query === undefined || open.has(id)) {
      throw new AwsError(
        'ValidationError',
        `Error in expression: '${id}' is ${query === undefined ? 'no query' : 'part of a circle'}`,
      );
    }
    open.add(id);
    const made =
      query.MetricStat === undefined
        ? compileExpression(query, compile)
        : compileMetric(store, query, query.MetricStat);
    compiled.set(id, made);
    return made;
  };
  return queries.map((query) => compile(query.Id));
};

type MetricStat = NonNullable<MetricDataQuery['MetricStat']>;

const compileMetric = (store: MetricStore, query: MetricDataQuery, metricStat: MetricStat): CompiledQuery => {
  const { Metric: metric, Stat: stat } = metricStat;
  const dimensions = dimensionsOf(metric.Dimensions);
  const statistic = stat === 'Sum' ? sumOfArrived(store, metric.Namespace) : statisticOf(stat);
  let series: ReturnType<MetricStore['find']>;
  return {
    ...common(query, query.Label ?? metric.MetricName, periodMinutesOf(metricStat.Period)),
    hasFailed: () => store.hasFailed(metric.Namespace, metric.MetricName),
    read: (span) => {
      series ??= store.find(metric.Namespace, metric.MetricName, dimensions);
      return series === undefined
        ? new Array<undefined>(span.count).fill(undefined)
        : readSeries(series, statistic, span, store.readableUntilMinute(metric.Namespace));
    },
  };
};

const sum = statisticOf('Sum');

/** The sum without what is still to arrive of each minute. */
const sumOfArrived =
  (store: MetricStore, namespace: string): Statistic =>
  (series, from, until) => {
    let arrived = sum(series, from, until);
    for (let minute = from; arrived !== undefined && minute < until; minute++) {
      const missing = store.missingShare(namespace, minute);
      if (missing > 0) arrived -= missing * (sum(series, minute, minute + 1) ?? 0);
    }
    return arrived;
  };

const readSeries = (
  series: NonNullable<ReturnType<MetricStore['find']>>,
  statistic: Statistic,
  { fromMinute, periodMinutes, count }: Span,
  readableUntil: number,
): Series => {
  const values: (number | undefined)[] = [];
  for (let index = 0; index < count; index++) {
    const from = fromMinute + index * periodMinutes;
    const until = Math.min(from + periodMinutes, readableUntil);
    values.push(until <= from ? undefined : statistic(series, from, until));
  }
  return values;
};

const compileExpression = (query: MetricDataQuery, compile: (id: string) => CompiledQuery): CompiledQuery => {
  if (query.Expression === undefined) {
    throw new AwsError('ValidationError', `The query ${query.Id} has neither MetricStat nor Expression`);
  }
  const expression = parseExpression(query.Expression);
  const inputs = new Map(expression.names.map((name) => [name, compile(name)]));
  const periods = new Set([...inputs.values()].map(({ periodMinutes }) => periodMinutes));
  if (periods.size > 1)
    throw new AwsError('ValidationError', `The metrics of expression ${query.Id} have different periods`);
  const [period = periodMinutesOf(query.Period ?? 60)] = periods;
  return {
    ...common(query, query.Label ?? query.Id, period),
    hasFailed: () => [...inputs.values()].some((input) => input.hasFailed()),
    read: (span) => expression.evaluate((name) => inputs.get(name)?.read(span) ?? [], span.count),
  };
};

const common = (query: MetricDataQuery, label: string, periodMinutes: number) => ({
  id: query.Id,
  label,
  isReturned: query.ReturnData ?? true,
  periodMinutes,
});

export const dimensionsOf = (dimensions: readonly Dimension[] = []): Readonly<Record<string, string>> =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));

/** Values are kept by the minute: periods of seconds, which AWS has for high-resolution metrics, are not modelled. */
export const periodMinutesOf = (periodSeconds: number): number => {
  const minutes = (periodSeconds * 1000) / MINUTE_MS;
  if (Number.isInteger(minutes) && minutes >= 1) return minutes;
  throw new AwsError('ValidationError', `The value ${periodSeconds} for parameter Period must be a multiple of 60`);
};
