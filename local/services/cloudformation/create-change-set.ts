import { allParameters } from '../../assembly/resolve-parameters.ts';
import type { Stack } from '../../assembly/stack.ts';
import type { StackChange } from '../../assembly/stack-change.ts';
import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { ChangeSet } from './change-set.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { type PlannedChange, planChanges } from './plan-changes.ts';
import { type ParameterInput, readParameters, readTags, refuseOthers, type TagInput } from './request-parts.ts';
import { requireUpdatable } from './run-change.ts';
import { readTemplate, type TemplateSource } from './template-source.ts';

export interface CreateChangeSetInput extends TemplateSource {
  readonly StackName: string;
  readonly ChangeSetName: string;
  /** @default 'UPDATE' */
  readonly ChangeSetType?: string;
  readonly Parameters?: readonly ParameterInput[];
  readonly Tags?: readonly TagInput[];
  readonly RoleARN?: string;
  readonly Capabilities?: readonly string[];
  readonly Description?: string;
}

/** The second line changes nothing here: nothing is nested or imported, and a failure always rolls back. */
const KNOWN = [
  ...['StackName', 'ChangeSetName', 'ChangeSetType', 'TemplateBody', 'TemplateURL', 'UsePreviousTemplate'],
  ...['Parameters', 'Tags', 'RoleARN', 'Capabilities', 'Description'],
  ...['ClientToken', 'IncludeNestedStacks', 'ImportExistingResources', 'DeploymentConfig', 'NotificationARNs'],
];

/** CreateChangeSet; it is made at once: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export const createChangeSet = (model: CloudFormationModel): Operation =>
  operation<CreateChangeSetInput, { readonly Id: string; readonly StackId: string }>({
    authorize: ({ StackName, RoleARN }) => model.access('CreateChangeSet', StackName, RoleARN),
    run: async (input, caller) => {
      refuseOthers('CreateChangeSet', input, KNOWN);
      const stack = stackOf(model, input);
      const { text, template } = await readTemplate(model, input, stack, caller);
      const given = readParameters(input.Parameters ?? [], stack.parameters);
      const reader = model.actAs(input.RoleARN ?? stack.roleArn, caller);
      const tags = input.Tags === undefined ? stack.tags : readTags(input.Tags);
      const change = await model.change(template, given, tags, reader);
      const { planned, failure } = plan(model, stack, change);
      const changeSet = {
        id: idOf(model, input.ChangeSetName),
        name: input.ChangeSetName,
        kind: stack.status === 'REVIEW_IN_PROGRESS' ? ('CREATE' as const) : ('UPDATE' as const),
        createdAtMs: model.kernel.clock.nowMs,
        change,
        templateText: text,
        parameters: allParameters(template, given),
        roleArn: input.RoleARN,
        capabilities: input.Capabilities ?? [],
        description: input.Description,
        planned,
        failure,
        executionStatus: failure === undefined ? ('AVAILABLE' as const) : ('UNAVAILABLE' as const),
      } satisfies ChangeSet;
      model.changeSetsOf(stack).set(changeSet.name, changeSet);
      return { Id: changeSet.id, StackId: stack.id };
    },
  });

/** A change set that creates a stack makes an empty one, to be reviewed. */
const stackOf = (model: CloudFormationModel, input: CreateChangeSetInput): Stack => {
  const { StackName, ChangeSetName, ChangeSetType = 'UPDATE' } = input;
  const found = model.stacks.find(StackName);
  const isNew = found === undefined || found.status === 'REVIEW_IN_PROGRESS';
  if (ChangeSetType === 'CREATE') {
    if (!isNew)
      throw new AwsError(
        'ValidationError',
        `Stack [${StackName}] already exists and cannot be created again with the changeSet [${ChangeSetName}].`,
      );
    return found ?? model.stacks.create(StackName);
  }
  if (ChangeSetType !== 'UPDATE')
    throw new Error(`the embedded cloud does not know change sets of type ${ChangeSetType}`);
  if (isNew) throw new AwsError('ValidationError', `Stack [${StackName}] does not exist`);
  requireUpdatable(found);
  if (model.changeSetsOf(found).has(ChangeSetName))
    throw new AwsError('AlreadyExistsException', `ChangeSet ${ChangeSetName} already exists`);
  return found;
};

const idOf = ({ kernel: { partition, region, account, random } }: CloudFormationModel, name: string): string =>
  `arn:${partition}:cloudformation:${region}:${account}:changeSet/${name}/${random.uuid()}`;

/** The words of AWS, by which the CDK CLI knows that there is nothing to do. */
const NO_CHANGES =
  "The submitted information didn't contain changes. Submit different information to create a change set.";

const plan = (
  { context }: CloudFormationModel,
  stack: Stack,
  change: StackChange,
): { readonly planned: readonly PlannedChange[]; readonly failure: string | undefined } => {
  try {
    const planned = planChanges(stack, change, context);
    const { Outputs } = change.template;
    const hasChanged =
      JSON.stringify(Outputs) !== JSON.stringify(stack.template.Outputs) || !sameTags(stack.tags, change.tags);
    return { planned, failure: planned.length > 0 || hasChanged ? undefined : NO_CHANGES };
  } catch (error) {
    return { planned: [], failure: error instanceof Error ? error.message : String(error) };
  }
};

const sameTags = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): boolean =>
  JSON.stringify(Object.entries(before).sort()) === JSON.stringify(Object.entries(after).sort());
