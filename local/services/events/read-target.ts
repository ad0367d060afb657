import type { ResourceProperties } from '../../assembly/resource-properties.ts';
import { readRetryPolicy } from '../../events/delivery/read-retry-policy.ts';
import { targetCall } from '../../events/delivery/target-call.ts';
import { compileInput } from '../../events/input/compile-input.ts';
import type { Target } from './rule.ts';

const KNOWN = ['Arn', 'DeadLetterConfig', 'Id', 'Input', 'InputPath', 'InputTransformer', 'RetryPolicy', 'RoleArn'];

/** The property as the template has it, for its parts with free names. */
interface TargetProperty {
  readonly InputTransformer?: { readonly InputPathsMap?: Readonly<Record<string, string>> };
}

/**
 * A target of a rule in a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-events-rule-target.html
 *
 * @throws Error when there is one that is not modelled, or one has a value that AWS does not take
 */
export const readTarget = (properties: ResourceProperties, raw: TargetProperty, place: string): Target => {
  const unknown = Object.keys(raw).find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new Error(`${place}: the embedded cloud does not know the property ${unknown}`);
  const arn = properties.requiredText('Arn');
  const roleArn = properties.text('RoleArn');
  if (arn.includes(':states:') && roleArn === undefined)
    throw new Error(`${place}: the state machine ${arn} needs a RoleArn`);
  return {
    id: properties.requiredText('Id'),
    arn,
    roleArn,
    input: readInput(properties, raw),
    call: arn.split(':')[5]?.startsWith('event-bus/') ? undefined : targetCall(arn),
    retryPolicy: readRetryPolicy(properties, place),
    deadLetterArn: properties.part('DeadLetterConfig')?.text('Arn'),
  };
};

const readInput = (properties: ResourceProperties, raw: TargetProperty): Target['input'] => {
  const transformer = properties.part('InputTransformer');
  return compileInput({
    input: properties.text('Input'),
    inputPath: properties.text('InputPath'),
    transformer: transformer && {
      paths: raw.InputTransformer?.InputPathsMap ?? {},
      template: transformer.requiredText('InputTemplate'),
    },
  });
};
