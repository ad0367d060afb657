import { AwsError, type Kernel, operation } from '../../kernel.ts';
import type { Series } from './metric-expression.ts';
import { type CompiledQuery, compileQueries, type MetricDataQuery } from './metric-query.ts';
import { type MetricStore, MINUTE_MS } from './metric-store.ts';

export interface GetMetricDataInput {
  readonly MetricDataQueries: readonly MetricDataQuery[];
  readonly StartTime: Date;
  readonly EndTime: Date;
  /** @default 'TimestampDescending' */
  readonly ScanBy?: string;
  /** Of all results of one page together. @default 100800 */
  readonly MaxDatapoints?: number;
  readonly NextToken?: string;
}

const MAX_QUERIES = 500;
const MAX_DATAPOINTS = 100_800;

interface Result {
  readonly query: CompiledQuery;
  readonly times: readonly number[];
  readonly values: readonly number[];
}

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html: the start is inclusive and rounded down to the
 * minute, the end exclusive; time stamps are the starts of aligned periods. Metric Insights, SEARCH and labels with
 * dynamic parts are not modelled; of the status codes, Forbidden is not. The service authorization reference knows no resource for it.
 */
export const getMetricData = (kernel: Kernel, store: MetricStore) =>
  operation({
    authorize: (_input: GetMetricDataInput) => [{ action: 'cloudwatch:GetMetricData', resource: '*' }],
    run: (input) => {
      check(input);
      let queries: readonly CompiledQuery[];
      try {
        queries = compileQueries(store, input.MetricDataQueries);
      } catch (error) {
        // Metric math that we do not know must not pass for an error of AWS's.
        if (!(error instanceof AwsError)) kernel.clock.fail(error);
        throw error;
      }
      const results = queries.filter(({ isReturned }) => isReturned).map((query) => readResult(query, input));
      return page(results, input.MaxDatapoints ?? MAX_DATAPOINTS, readToken(input.NextToken));
    },
  });

const check = (input: GetMetricDataInput): void => {
  const { MetricDataQueries: queries, StartTime: start, EndTime: end, MaxDatapoints: most } = input;
  const refuse = (message: string): never => {
    throw new AwsError('ValidationError', message);
  };
  if (queries.length > MAX_QUERIES)
    refuse(`MetricDataQueries has ${queries.length} items; at most ${MAX_QUERIES} are allowed`);
  if (start.getTime() >= end.getTime()) {
    refuse('The parameter StartTime must be less than the parameter EndTime and each must be greater than 0');
  }
  if (most !== undefined && (most < 1 || most > MAX_DATAPOINTS))
    refuse(`MaxDatapoints is ${most}; it must be between 1 and ${MAX_DATAPOINTS}`);
};

const readResult = (query: CompiledQuery, input: GetMetricDataInput): Result => {
  if (query.hasFailed()) return { query, times: [], values: [] };
  const period = query.periodMinutes;
  const startMinute = Math.floor(input.StartTime.getTime() / MINUTE_MS);
  const fromMinute = Math.floor(startMinute / period) * period;
  const endMinute = input.EndTime.getTime() / MINUTE_MS;
  const count = Math.ceil((endMinute - fromMinute) / period);
  const series: Series = query.read({ fromMinute, periodMinutes: period, count });
  const times: number[] = [];
  const values: number[] = [];
  for (const [index, value] of series.entries()) {
    if (value === undefined) continue;
    times.push((fromMinute + index * period) * MINUTE_MS);
    values.push(value);
  }
  if (input.ScanBy === 'TimestampAscending') return { query, times, values };
  return { query, times: times.reverse(), values: values.reverse() };
};

/** A page holds so many data points of all results in their order; a result that goes on on the next page is PartialData. */
const page = (results: readonly Result[], size: number, skipped: number) => {
  let toSkip = skipped;
  let room = size;
  let isCut = false;
  const rows = results.flatMap(({ query, times, values }) => {
    const from = Math.min(toSkip, times.length);
    toSkip -= from;
    const taken = Math.min(room, times.length - from);
    room -= taken;
    const isPartial = from + taken < times.length;
    isCut ||= isPartial;
    const belongsToOtherPage = taken === 0 && (isPartial || (skipped > 0 && from === times.length));
    if (belongsToOtherPage) return [];
    return {
      Id: query.id,
      Label: query.label,
      Timestamps: times.slice(from, from + taken).map((atMs) => new Date(atMs)),
      Values: values.slice(from, from + taken),
      StatusCode: query.hasFailed() ? 'InternalError' : isPartial ? 'PartialData' : 'Complete',
    };
  });
  const nextToken = Buffer.from(`datapoint:${skipped + size}`).toString('base64url');
  return { MetricDataResults: rows, Messages: [], ...(isCut ? { NextToken: nextToken } : {}) };
};

const readToken = (token: string | undefined): number => {
  if (token === undefined) return 0;
  const match = /^datapoint:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (match === null) throw new AwsError('InvalidNextToken', `The token '${token}' is invalid`);
  return Number(match[1]);
};
