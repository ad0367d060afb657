import { Duration } from 'aws-cdk-lib';
import { type IMetric, MathExpression } from 'aws-cdk-lib/aws-cloudwatch';

/** One alarm over several counts; a metric without a value in a minute would leave their sum without one. */
export const sumOf = (counts: Readonly<Record<string, IMetric>>): MathExpression =>
  new MathExpression({
    expression: Object.keys(counts)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics: { ...counts },
    period: Duration.minutes(1),
  });
