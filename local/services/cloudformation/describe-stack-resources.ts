import { type Operation, operation } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { lastEvents } from './resource-status.ts';

export interface DescribeStackResourcesInput {
  readonly StackName: string;
  readonly LogicalResourceId?: string;
}

const RESOURCES_MAX = 100;

/** DescribeStackResources, at most the first 100: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackResources.html */
export const describeStackResources = (model: CloudFormationModel): Operation =>
  operation<DescribeStackResourcesInput, object>({
    authorize: ({ StackName }) => model.access('DescribeStackResources', StackName),
    run: ({ StackName, LogicalResourceId }) => {
      const stack = model.existing(StackName);
      const events = lastEvents(stack).filter(({ logicalId }) => logicalId === (LogicalResourceId ?? logicalId));
      return {
        StackResources: events.slice(0, RESOURCES_MAX).map((event) => ({
          StackId: stack.id,
          StackName: stack.name,
          LogicalResourceId: event.logicalId,
          PhysicalResourceId: event.physicalId,
          ResourceType: event.type,
          Timestamp: new Date(event.atMs),
          ResourceStatus: event.status,
        })),
      };
    },
  });
