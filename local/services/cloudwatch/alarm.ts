import { AwsError } from '../../kernel.ts';
import type { AlarmRule, AlarmState } from './evaluate-alarm.ts';
import type { CompiledQuery, MetricDataQuery } from './metric-query.ts';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html; anomaly detection is not modelled. */
export const COMPARISONS: Readonly<
  Record<string, { readonly words: string; readonly holds: (a: number, b: number) => boolean }>
> = {
  GreaterThanOrEqualToThreshold: { words: 'greater than or equal to', holds: (value, threshold) => value >= threshold },
  GreaterThanThreshold: { words: 'greater than', holds: (value, threshold) => value > threshold },
  LessThanOrEqualToThreshold: { words: 'less than or equal to', holds: (value, threshold) => value <= threshold },
  LessThanThreshold: { words: 'less than', holds: (value, threshold) => value < threshold },
};

export interface StateReport {
  readonly value: AlarmState;
  readonly reason: string;
  /** JSON, or undefined before the first evaluation. */
  readonly reasonData: string | undefined;
  readonly atMs: number;
}

export interface AlarmRecord {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  /** A single one for an alarm on a metric; several with one expression for metric math. */
  readonly queries: readonly MetricDataQuery[];
  readonly watched: CompiledQuery;
  readonly rule: AlarmRule;
  readonly comparison: string;
  readonly threshold: number;
  readonly areActionsEnabled: boolean;
  /** ARNs of SNS topics by the state that is entered. */
  readonly actions: Readonly<Record<AlarmState, readonly string[]>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly createdAtMs: number;
  state: StateReport;
  changedAtMs: number;
}

export type Alarm = Readonly<AlarmRecord>;

/** Whether an alarm watches one metric, and not an expression. */
export const isOnMetric = (alarm: Alarm): boolean =>
  alarm.queries.length === 1 && alarm.queries[0]?.MetricStat !== undefined;

/** @throws `AwsError` ResourceNotFound */
export const alarmNotFound = (name: string): AwsError => new AwsError('ResourceNotFound', `Unknown alarm ${name}`, 404);
