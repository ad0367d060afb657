import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';

export interface GetTemplateInput {
  readonly StackName?: string;
  readonly ChangeSetName?: string;
}

/** GetTemplate; without macros both stages are the same: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html */
export const getTemplate = (model: CloudFormationModel): Operation =>
  operation<GetTemplateInput, object>({
    authorize: ({ StackName }) => model.access('GetTemplate', StackName),
    run: ({ StackName = '', ChangeSetName }) => ({
      TemplateBody:
        ChangeSetName === undefined
          ? model.existing(StackName).templateText
          : model.changeSet(ChangeSetName, StackName).changeSet.templateText,
      StagesAvailable: ['Original', 'Processed'],
    }),
  });
