import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** Say why findings of cdk-nag's AwsSolutions pack below a construct are as they should be: reason by rule, without the pack's prefix. */
export const acknowledge = (construct: IConstruct, reasons: Readonly<Record<string, string>>): void => {
  for (const [rule, reason] of Object.entries(reasons)) {
    Validations.of(construct).acknowledge({ id: `AwsSolutions-${rule}`, reason });
  }
};

const ARN = 'arn:<AWS::Partition>';
const HERE = '<AWS::Region>:<AWS::AccountId>';

/** Findings that come from AWS having no narrower resource to name. */
export const UNAVOIDABLE_WILDCARDS: Readonly<Record<string, string>> = {
  'IAM5[Resource::*]':
    'Describe calls, GetMetricData, X-Ray and log delivery know no resource-level permissions; each is a statement of its own.',
  [`IAM5[Resource::${ARN}:autoscaling:${HERE}:autoScalingGroup:*:autoScalingGroupName/*]`]:
    'The ARN of a group holds an id that is not known at deploy time; the statement is narrowed to the tag of the installation.',
  [`IAM5[Resource::${ARN}:ec2:${HERE}:instance/*]`]:
    'Instances come and go; the statement is narrowed to the tag of the installation.',
};
