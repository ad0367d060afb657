import { type Operation, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';

export interface DescribeStackEventsInput {
  readonly StackName: string;
  readonly NextToken?: string;
}

const PAGE_EVENTS = 100;

/** DescribeStackEvents, newest first: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
export const describeStackEvents = (model: CloudFormationModel): Operation =>
  operation<DescribeStackEventsInput, object>({
    authorize: ({ StackName }) => model.access('DescribeStackEvents', StackName),
    run: ({ StackName, NextToken }) => {
      const stack = model.existing(StackName);
      const page = paginate(stack.events.toReversed(), PAGE_EVENTS, NextToken);
      const StackEvents = page.items.map((event) => ({
        StackId: stack.id,
        StackName: stack.name,
        EventId: event.id,
        Timestamp: new Date(event.atMs),
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId,
        ResourceType: event.type,
        ResourceStatus: event.status,
        ResourceStatusReason: event.reason,
      }));
      return { StackEvents, NextToken: page.nextToken };
    },
  });
