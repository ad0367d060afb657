import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { parseTemplate } from './parse-template.ts';
import { summarizeTemplate } from './summarize-template.ts';
import { readTemplate, type TemplateSource } from './template-source.ts';

export interface GetTemplateSummaryInput extends TemplateSource {
  readonly StackName?: string;
}

/** GetTemplateSummary: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplateSummary.html */
export const getTemplateSummary = (model: CloudFormationModel): Operation =>
  operation<GetTemplateSummaryInput, object>({
    authorize: ({ StackName }) => model.access('GetTemplateSummary', StackName),
    run: async (input, caller) => {
      const { StackName } = input;
      const template =
        StackName === undefined
          ? (await readTemplate(model, input, undefined, caller)).template
          : parseTemplate(model.existing(StackName).templateText);
      const resourceTypes = new Set(Object.values(template.Resources ?? {}).map(({ Type }) => Type));
      return { ...summarizeTemplate(template), ResourceTypes: [...resourceTypes] };
    },
  });
