import type { Kernel } from '../kernel.ts';

/**
 * The value of a pseudo parameter, or undefined when the name is none.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html
 */
export const pseudoParameter = (
  name: string,
  { partition, region, account }: Pick<Kernel, 'partition' | 'region' | 'account'>,
  stackName: string,
  stackId: string,
): unknown => {
  switch (name) {
    case 'AWS::AccountId':
      return account;
    case 'AWS::NotificationARNs':
      return [];
    case 'AWS::Partition':
      return partition;
    case 'AWS::Region':
      return region;
    case 'AWS::StackId':
      return stackId;
    case 'AWS::StackName':
      return stackName;
    case 'AWS::URLSuffix':
      return partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    default:
      return undefined;
  }
};
