import type { Kernel, ResourceProvider } from '../../kernel.ts';
import type { LogsModel } from './logs-model.ts';

const TYPE = 'AWS::Logs::MetricFilter';

interface Transformation {
  readonly MetricNamespace: string;
  readonly MetricName: string;
  readonly MetricValue: string;
}

/**
 * AWS::Logs::MetricFilter with a pattern of the form `{ $.property = "text" }` or `{ $.property = 1 }` and a number as its value; any other ends
 * the deployment. A default value is not published: an absent minute is what our alarms take for none.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-logs-metricfilter.html
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export const metricFilterResource = (kernel: Kernel, model: LogsModel): ResourceProvider => {
  const stops = new Map<string, () => void>();
  return {
    type: TYPE,
    replacedBy: ['FilterName', 'LogGroupName'],
    create: ({ logicalId, properties, stackName }) => {
      const pattern = String(properties['FilterPattern']);
      const [, property, text, number] = /^\{ *\$\.(\w+) *= *(?:"([^"]*)"|(-?\d+)) *\}$/.exec(pattern) ?? [];
      const wanted = number === undefined ? text : Number(number);
      const [transformation, ...more] = properties['MetricTransformations'] as readonly Transformation[];
      const value = Number(transformation?.MetricValue);
      if (property === undefined || transformation === undefined || more.length > 0 || Number.isNaN(value)) {
        throw new Error(
          `${TYPE} ${logicalId}: found the pattern ${pattern} with ${more.length + 1} transformations; the embedded cloud knows { $.property = "text" } and { $.property = 1 } with one whose value is a number`,
        );
      }
      const ref = `${stackName}-${logicalId}`;
      const stop = model.watch(String(properties['LogGroupName']), (line) => {
        if (propertyOf(line, property) !== wanted) return;
        const { MetricNamespace: namespace, MetricName: name } = transformation;
        kernel.measure({ namespace, name, dimensions: {}, value });
      });
      stops.set(ref, stop);
      return { ref, attributes: {} };
    },
    delete: ({ ref }) => {
      stops.get(ref)?.();
      stops.delete(ref);
    },
  };
};

/** A member of a line of JSON; a line that is none has no members. */
const propertyOf = (line: string, property: string): unknown => {
  if (!line.startsWith('{')) return undefined;
  try {
    return (JSON.parse(line) as Record<string, unknown>)[property];
  } catch {
    return undefined;
  }
};
