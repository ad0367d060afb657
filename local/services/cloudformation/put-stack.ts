import { isDeepStrictEqual } from 'node:util';
import { allParameters } from '../../assembly/resolve-parameters.ts';
import type { Stack } from '../../assembly/stack.ts';
import { AwsError, type Caller } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { planChanges } from './plan-changes.ts';
import { type ParameterInput, readParameters, readTags, type TagInput } from './request-parts.ts';
import { runChange } from './run-change.ts';
import { readTemplate, type TemplateSource } from './template-source.ts';

/** What CreateStack and UpdateStack have in common. */
export interface PutStackInput extends TemplateSource {
  readonly StackName: string;
  readonly Parameters?: readonly ParameterInput[];
  readonly Tags?: readonly TagInput[];
  readonly RoleARN?: string;
  readonly Capabilities?: readonly string[];
}

/** Members of both; the second line changes nothing here. */
export const PUT_STACK_KNOWN = [
  ...['StackName', 'TemplateBody', 'TemplateURL', 'Parameters', 'Tags', 'RoleARN', 'Capabilities'],
  ...['ClientRequestToken', 'DeploymentConfig', 'NotificationARNs'],
];

/**
 * Create or update a stack without a change set.
 *
 * @param kind an update that would change nothing is refused
 */
export const putStack = async (
  model: CloudFormationModel,
  kind: 'CREATE' | 'UPDATE',
  stack: () => Stack,
  input: PutStackInput,
  caller: Caller,
): Promise<{ readonly StackId: string }> => {
  const before = model.stacks.find(input.StackName);
  const { text, template } = await readTemplate(model, input, before, caller);
  const given = readParameters(input.Parameters ?? [], before?.parameters ?? {});
  const reader = model.actAs(input.RoleARN ?? before?.roleArn, caller);
  const tags = input.Tags === undefined ? (before?.tags ?? {}) : readTags(input.Tags);
  const change = await model.change(template, given, tags, reader);
  if (before !== undefined && kind === 'UPDATE' && isSame(model, before, change)) {
    throw new AwsError('ValidationError', 'No updates are to be performed.');
  }
  const { RoleARN: roleArn, Capabilities: capabilities = [] } = input;
  const parameters = allParameters(template, given);
  const target = stack();
  runChange(model, target, { kind, change, templateText: text, parameters, roleArn, capabilities });
  return { StackId: target.id };
};

const isSame = (model: CloudFormationModel, stack: Stack, change: Parameters<typeof planChanges>[1]): boolean =>
  planChanges(stack, change, model.context).length === 0 &&
  isDeepStrictEqual(stack.template.Outputs, change.template.Outputs) &&
  isDeepStrictEqual(stack.tags, change.tags);
