import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { summarizeTemplate } from './summarize-template.ts';
import { readTemplate, type TemplateSource } from './template-source.ts';

/** ValidateTemplate: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ValidateTemplate.html */
export const validateTemplate = (model: CloudFormationModel): Operation =>
  operation<TemplateSource, object>({
    authorize: () => model.access('ValidateTemplate', undefined),
    run: async (input, caller) => summarizeTemplate((await readTemplate(model, input, undefined, caller)).template),
  });
