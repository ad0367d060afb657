import type { Kernel, ServiceModule } from '../../kernel.ts';
import { type CloudFormationDependencies, CloudFormationModel } from './cloudformation-model.ts';
import { createChangeSet } from './create-change-set.ts';
import { createStack } from './create-stack.ts';
import { deleteChangeSet } from './delete-change-set.ts';
import { deleteStack } from './delete-stack.ts';
import { describeChangeSet } from './describe-change-set.ts';
import { describeStackEvents } from './describe-stack-events.ts';
import { describeStackResources } from './describe-stack-resources.ts';
import { describeStacks } from './describe-stacks.ts';
import { executeChangeSet } from './execute-change-set.ts';
import { getTemplate } from './get-template.ts';
import { getTemplateSummary } from './get-template-summary.ts';
import { listStackResources } from './list-stack-resources.ts';
import { listStacks } from './list-stacks.ts';
import { updateStack } from './update-stack.ts';
import { updateTerminationProtection } from './update-termination-protection.ts';
import { validateTemplate } from './validate-template.ts';

/** Stacks as a deployment sees them. The engine behind them is that which loads an assembly: `local/assembly`. */
export const createCloudFormation = (kernel: Kernel, dependencies: CloudFormationDependencies): ServiceModule => {
  const model = new CloudFormationModel(kernel, dependencies);
  return {
    service: {
      name: 'cloudformation',
      integration: { name: 'cloudformation', errorPrefix: 'CloudFormation' },
      operations: {
        CreateChangeSet: createChangeSet(model),
        CreateStack: createStack(model),
        DeleteChangeSet: deleteChangeSet(model),
        DeleteStack: deleteStack(model),
        DescribeChangeSet: describeChangeSet(model),
        DescribeStackEvents: describeStackEvents(model),
        DescribeStackResources: describeStackResources(model),
        DescribeStacks: describeStacks(model),
        ExecuteChangeSet: executeChangeSet(model),
        GetTemplate: getTemplate(model),
        GetTemplateSummary: getTemplateSummary(model),
        ListStackResources: listStackResources(model),
        ListStacks: listStacks(model),
        UpdateStack: updateStack(model),
        UpdateTerminationProtection: updateTerminationProtection(model),
        ValidateTemplate: validateTemplate(model),
      },
    },
    resources: [],
  };
};
