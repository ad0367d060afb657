import { type Operation, operation } from '../../kernel.ts';
import { paginate } from '../ec2/paginate.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';
import { lastEvents } from './resource-status.ts';

export interface ListStackResourcesInput {
  readonly StackName: string;
  readonly NextToken?: string;
}

const PAGE_RESOURCES = 100;

/** ListStackResources: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ListStackResources.html */
export const listStackResources = (model: CloudFormationModel): Operation =>
  operation<ListStackResourcesInput, object>({
    authorize: ({ StackName }) => model.access('ListStackResources', StackName),
    run: ({ StackName, NextToken }) => {
      const page = paginate(lastEvents(model.existing(StackName)), PAGE_RESOURCES, NextToken);
      const StackResourceSummaries = page.items.map((event) => ({
        LogicalResourceId: event.logicalId,
        PhysicalResourceId: event.physicalId,
        ResourceType: event.type,
        LastUpdatedTimestamp: new Date(event.atMs),
        ResourceStatus: event.status,
      }));
      return { StackResourceSummaries, NextToken: page.nextToken };
    },
  });
