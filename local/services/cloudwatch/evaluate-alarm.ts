export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
export type MissingData = 'missing' | 'ignore' | 'breaching' | 'notBreaching';

export interface AlarmRule {
  /** N: how many of the newest data points are looked at. */
  readonly evaluationPeriods: number;
  /** M: how many of them must breach. */
  readonly datapointsToAlarm: number;
  readonly missingData: MissingData;
  readonly isBreaching: (value: number) => boolean;
}

export interface AlarmEvaluation {
  readonly state: AlarmState;
  /** The real data points that were looked at, oldest first. */
  readonly datapoints: readonly number[];
}

/**
 * CloudWatch reads more data points than it evaluates, so that a late one need not count as missing. How many more depends on
 * the period and is not published; the documented tables read 5 for N = 3. Two more for every N is unverified.
 */
export const evaluationRange = (rule: Pick<AlarmRule, 'evaluationPeriods'>): number => rule.evaluationPeriods + 2;

/**
 * The state of an alarm, by the rules and tables of
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html and
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html: the newest N real data points of the
 * range decide; fewer are filled up as `missingData` says.
 *
 * @param range one item for each period of the evaluation range, oldest first
 * @param present the state now, which `ignore` retains
 */
export const evaluateAlarm = (
  rule: AlarmRule,
  range: readonly (number | undefined)[],
  present: AlarmState,
): AlarmEvaluation => {
  const datapoints = range.filter((value) => value !== undefined).slice(-rule.evaluationPeriods);
  const breaching = datapoints.filter(rule.isBreaching).length;
  const absent = rule.evaluationPeriods - datapoints.length;
  return { state: decide(rule, range, present, { real: datapoints.length, breaching, absent }), datapoints };
};

interface Counts {
  readonly real: number;
  readonly breaching: number;
  readonly absent: number;
}

const decide = (
  rule: AlarmRule,
  range: readonly (number | undefined)[],
  present: AlarmState,
  counts: Counts,
): AlarmState => {
  const { real, breaching, absent } = counts;
  const filled = rule.missingData === 'breaching' ? breaching + absent : breaching;
  if (filled >= rule.datapointsToAlarm) return 'ALARM';
  if (absent === 0 || rule.missingData === 'breaching' || rule.missingData === 'notBreaching') return 'OK';
  if (real > breaching) return 'OK';
  if (rule.missingData === 'ignore') return present;
  return isOldBreach(rule, range) ? 'ALARM' : 'INSUFFICIENT_DATA';
};

/** The breach is at least M periods old and only missing data followed: an alarm even with fewer than M data points. */
const isOldBreach = (rule: AlarmRule, range: readonly (number | undefined)[]): boolean => {
  const oldest = range.findIndex((value) => value !== undefined);
  return oldest >= 0 && range.length - oldest >= rule.datapointsToAlarm;
};
