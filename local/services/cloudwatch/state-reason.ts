import { type Alarm, COMPARISONS, isOnMetric } from './alarm.ts';
import type { AlarmState } from './evaluate-alarm.ts';

/** Numbers as CloudWatch writes them: always with a fraction. */
const decimal = (value: number): string => (Number.isInteger(value) ? value.toFixed(1) : String(value));

/** In the words of https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export const reasonText = (alarm: Alarm, state: AlarmState, datapoints: readonly number[]): string => {
  const { evaluationPeriods, datapointsToAlarm, isBreaching, missingData } = alarm.rule;
  if (state === 'INSUFFICIENT_DATA') return 'Insufficient Data: no datapoints were received for the evaluation range.';
  const words = COMPARISONS[alarm.comparison]?.words ?? alarm.comparison;
  const threshold = `the threshold (${decimal(alarm.threshold)})`;
  if (datapoints.length === 0) {
    const treatment = missingData === 'breaching' ? '[Breaching]' : '[NonBreaching]';
    return `Threshold Crossed: no datapoints were received for ${evaluationPeriods} period${evaluationPeriods === 1 ? '' : 's'} and ${evaluationPeriods} missing datapoint${evaluationPeriods === 1 ? ' was' : 's were'} treated as ${treatment}.`;
  }
  const isAlarm = state === 'ALARM';
  const shown = datapoints.filter((value) => isBreaching(value) === isAlarm);
  const list = shown.map(decimal).join(', ');
  const verb = `${shown.length === 1 ? 'was' : 'were'}${isAlarm ? '' : ' not'}`;
  const needed = isAlarm
    ? `${datapointsToAlarm} datapoint${datapointsToAlarm === 1 ? '' : 's'} for OK -> ALARM transition`
    : `${evaluationPeriods - datapointsToAlarm + 1} datapoint${evaluationPeriods === datapointsToAlarm ? '' : 's'} for ALARM -> OK transition`;
  return `Threshold Crossed: ${shown.length} out of the last ${datapoints.length} datapoints [${list}] ${verb} ${words} ${threshold} (minimum ${needed}).`;
};

export const reasonData = (alarm: Alarm, datapoints: readonly number[], startMs: number, nowMs: number): string =>
  JSON.stringify({
    version: '1.0',
    queryDate: alarmTime(nowMs),
    ...(datapoints.length === 0 ? {} : { startDate: alarmTime(startMs) }),
    ...(isOnMetric(alarm) ? { statistic: alarm.queries[0]?.MetricStat?.Stat } : {}),
    period: alarm.watched.periodMinutes * 60,
    recentDatapoints: datapoints,
    threshold: alarm.threshold,
  });

/** `2019-10-02T17:04:40.989+0000` */
export const alarmTime = (atMs: number): string => new Date(atMs).toISOString().replace('Z', '+0000');
