import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Create-alarm-on-metric-math-expression.html */
const METRICS_PER_ALARM = 10;

/**
 * One alarm over several counts; a metric without a value in a minute would leave their sum without one.
 *
 * @throws Error when they are more than one alarm may look at
 */
export const sumOf = (counts: Readonly<Record<string, IMetric>>): MathExpression => {
  const names = Object.keys(counts);
  if (names.length > METRICS_PER_ALARM) {
    throw new Error(
      `an alarm on the sum of ${names.length} metrics: at most ${METRICS_PER_ALARM} are allowed; make two alarms`,
    );
  }
  return new MathExpression({
    expression: names.map((name) => `FILL(${name}, 0)`).join(' + '),
    usingMetrics: { ...counts },
    period: Duration.minutes(1),
  });
};
