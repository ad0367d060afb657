import { UsageError } from '../usage-error.ts';
import { interpolateMinutes } from './interpolate-minutes.ts';
import { MINUTE_MS, type Trace } from './trace.ts';

const HEADER = ['timestamp', 'requests'];
/**
 * The longest period that CloudWatch keeps anything in, which is all there is of what is older than 63 days.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricStatistics.html
 */
const ROW_MINUTES_MAX = 60;
/** Far beyond what any load balancer takes: more is a mistake in the file. */
const REQUESTS_A_MINUTE_MAX = 1_000_000_000;

/**
 * Read a recording: CSV with the header `timestamp,requests` (ISO-8601 UTC start of the minute), or the JSON that
 * `aws cloudwatch get-metric-data` prints for one metric. Rows that are some minutes apart, an hour at most and always as many, are brought
 * to one a minute; two of them alone may as well have a gap between them, and are refused.
 * CloudWatch has no value for a minute in which a load balancer counted nothing: there, and only there, a gap is zero.
 * https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html
 *
 * @throws `UsageError` with file, line, what was found and what is allowed
 */
export const parseTrace = (text: string, file: string): Trace => {
  const isMetricData = text.trimStart().startsWith('{');
  const found = isMetricData ? rowsOfMetricData(text, file) : rowsOfCsv(text, file);
  const minutes = isMetricData ? commonSpacing(found) : spacing(found);
  const rows = isMetricData ? withZeros(found, minutes) : found;
  const first = rows[0];
  if (first === undefined) throw new UsageError(`${file}: has no rows, needs at least one minute`);
  checkSpacing(found, minutes);
  const tooMany = rows.find(({ requests }) => requests > REQUESTS_A_MINUTE_MAX * minutes);
  if (tooMany !== undefined) {
    throw new UsageError(
      `${tooMany.place}: found ${tooMany.requests} requests, must be at most ${REQUESTS_A_MINUTE_MAX} a minute`,
    );
  }
  for (const [index, row] of rows.entries()) {
    const expectedMs = first.minuteMs + index * minutes * MINUTE_MS;
    if (row.minuteMs === expectedMs) continue;
    const found = new Date(row.minuteMs).toISOString();
    const every = minutes === 1 ? 'every minute' : `every ${minutes} minutes one row`;
    throw new UsageError(
      `${row.place}: found ${found} where ${new Date(expectedMs).toISOString()} must follow; ${every} must be there once and in order`,
    );
  }
  const counts = rows.map((row) => row.requests);
  return {
    name: file,
    startMs: first.minuteMs,
    requests: minutes === 1 ? counts : interpolateMinutes(counts, minutes),
    ...(minutes > 1 ? { rowMinutes: minutes } : {}),
    ...(rows.length > found.length ? { zerosPutIn: rows.length - found.length } : {}),
  };
};

/** Minutes from row to row, as the closest two have it: a longer way somewhere is a gap. */
const spacing = (rows: readonly Row[]): number => {
  let closestMs = Number.POSITIVE_INFINITY;
  for (const [index, row] of rows.entries()) {
    const stepMs = row.minuteMs - (rows[index - 1]?.minuteMs ?? Number.NEGATIVE_INFINITY);
    if (stepMs > 0 && stepMs < closestMs) closestMs = stepMs;
  }
  return Number.isFinite(closestMs) ? closestMs / MINUTE_MS : 1;
};

/** Whether rows so far apart are intervals, and not what a gap has left. */
const checkSpacing = ([, second, third]: readonly Row[], minutes: number): void => {
  if (second === undefined || minutes === 1) return;
  const found = `${second.place}: found ${new Date(second.minuteMs).toISOString()}, ${minutes} minutes after the row before`;
  if (minutes > ROW_MINUTES_MAX)
    throw new UsageError(`${found}; rows must be at most ${ROW_MINUTES_MAX} minutes apart`);
  if (third !== undefined) return;
  throw new UsageError(`${found} and no other row; three rows must tell that these are intervals and not a gap`);
};

/** Minutes that all rows are apart, or a multiple of: with gaps even the closest two may be far apart. */
const commonSpacing = (rows: readonly Row[]): number => {
  const divisor = (a: number, b: number): number => (b === 0 ? a : divisor(b, a % b));
  const steps = rows.map(({ minuteMs }, index) => (minuteMs - (rows[index - 1]?.minuteMs ?? minuteMs)) / MINUTE_MS);
  return steps.reduce(divisor, 0) || 1;
};

/** The rows, and a zero for each that is missing between two of them. */
const withZeros = (rows: readonly Row[], minutes: number): Row[] =>
  rows.flatMap((row, index) => {
    const before = rows[index - 1]?.minuteMs ?? row.minuteMs;
    const missing = Math.max(0, (row.minuteMs - before) / (minutes * MINUTE_MS) - 1);
    const zeros = Array.from({ length: missing }, (_, place) => ({
      place: row.place,
      minuteMs: before + (place + 1) * minutes * MINUTE_MS,
      requests: 0,
    }));
    return [...zeros, row];
  });

interface Row {
  readonly place: string;
  readonly minuteMs: number;
  readonly requests: number;
}

const rowsOfCsv = (text: string, file: string): Row[] => {
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const [header = ''] = lines;
  if (cellsOf(header.trim()).join() !== HEADER.join()) {
    throw new UsageError(`${file}:1: found ${JSON.stringify(header)}, the header must be "${HEADER}"`);
  }
  return lines.flatMap((line, index) => {
    if (index === 0 || line.trim() === '') return [];
    const place = `${file}:${index + 1}`;
    const cells = cellsOf(line);
    if (cells.length !== 2) {
      throw new UsageError(`${place}: found ${cells.length} values in ${JSON.stringify(line)}, a row has two`);
    }
    return [toRow(place, cells[0] as string, cells[1] as string)];
  });
};

/** Cells of a line as RFC 4180 has them: in quotes or bare; between quotes a comma is text, and two quotes are one. */
const cellsOf = (line: string): string[] => {
  if (!line.includes('"')) return line.split(',');
  return Array.from(`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"(?=,|$)|([^,]*))/g), ([, quoted, bare = '']) =>
    quoted === undefined ? bare : quoted.replaceAll('""', '"'),
  );
};

const toRow = (place: string, timestamp: string, requests: string): Row => {
  const minuteMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(timestamp)
    ? Date.parse(timestamp)
    : Number.NaN;
  if (Number.isNaN(minuteMs) || minuteMs % MINUTE_MS !== 0) {
    throw new UsageError(
      `${place}: found timestamp ${JSON.stringify(timestamp)}, must be the start of a minute such as 2026-01-05T00:00:00Z`,
    );
  }
  const count = requests.trim() === '' ? Number.NaN : Number(requests);
  if (!Number.isFinite(count) || count < 0) {
    throw new UsageError(`${place}: found ${JSON.stringify(requests)} requests, must be a number of at least 0`);
  }
  return { place, minuteMs, requests: count };
};

const rowsOfMetricData = (text: string, file: string): Row[] => {
  const { timestamps, values } = metricDataSeries(text, file);
  return timestamps
    .map((timestamp, index) => {
      const place = `${file}: MetricDataResults[0], value ${index + 1}`;
      // get-metric-data prints offsets as +00:00 and, by default, the newest value first.
      return toRow(place, instantText(timestamp), String(values[index]));
    })
    .sort((a, b) => a.minuteMs - b.minuteMs);
};

/** The last one that a Date can hold. */
const LAST_SECOND = 8.64e12;

/** Version 1 of the AWS CLI prints what arrives: seconds since 1970 (https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-files.html, cli_timestamp_format). */
const instantText = (timestamp: unknown): string =>
  typeof timestamp === 'number' && Math.abs(timestamp) <= LAST_SECOND
    ? new Date(timestamp * 1000).toISOString()
    : String(timestamp);

const metricDataSeries = (text: string, file: string): { timestamps: unknown[]; values: unknown[] } => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (cause) {
    throw new UsageError(`${file}: is neither CSV nor JSON: ${(cause as Error).message}`, { cause });
  }
  const results = (parsed as { MetricDataResults?: unknown }).MetricDataResults;
  if (!Array.isArray(results) || results.length !== 1) {
    const found = Array.isArray(results) ? `${results.length} results` : 'no MetricDataResults';
    throw new UsageError(
      `${file}: found ${found}, must be the output of aws cloudwatch get-metric-data for one metric`,
    );
  }
  const { Timestamps: timestamps, Values: values, StatusCode: status } = results[0] as Record<string, unknown>;
  if (status === 'PartialData') {
    throw new UsageError(
      `${file}: MetricDataResults[0].StatusCode: found "PartialData", must be a complete answer; ask for fewer hours at once`,
    );
  }
  if (!Array.isArray(timestamps) || !Array.isArray(values) || timestamps.length !== values.length) {
    throw new UsageError(`${file}: MetricDataResults[0] must have as many Timestamps as Values`);
  }
  return { timestamps, values };
};
