import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { INSTALLATION_TAG } from './installation.ts';

/**
 * Statements by what they are for. Describe and metric calls of Auto Scaling, EC2, Elastic Load Balancing and
 * CloudWatch know no resource-level permissions, so their resource is `*`:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const reading = (...actions: string[]): PolicyStatement => new PolicyStatement({ actions, resources: ['*'] });

export const readGroups = (): PolicyStatement => reading('autoscaling:DescribeAutoScalingGroups');
export const readMembers = (): PolicyStatement => reading('autoscaling:DescribeAutoScalingInstances');
export const readActivities = (): PolicyStatement => reading('autoscaling:DescribeScalingActivities');
export const readMetrics = (): PolicyStatement => reading('cloudwatch:GetMetricData');
export const readTargetGroups = (): PolicyStatement => reading('elasticloadbalancing:DescribeTargetGroups');
export const readTargetHealth = (): PolicyStatement => reading('elasticloadbalancing:DescribeTargetHealth');
export const readInstanceStatus = (): PolicyStatement => reading('ec2:DescribeInstanceStatus', 'ec2:DescribeInstances');

/** Change groups that carry the tag of the installation and no other (spec S8). */
export const changeOwnedGroups = (scope: Construct, installation: string, ...actions: string[]): PolicyStatement =>
  new PolicyStatement({
    actions: actions.map((action) => `autoscaling:${action}`),
    resources: [
      Stack.of(scope).formatArn({
        service: 'autoscaling',
        resource: 'autoScalingGroup',
        resourceName: '*:autoScalingGroupName/*',
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      }),
    ],
    conditions: {
      StringEquals: { [`aws:ResourceTag/${INSTALLATION_TAG}`]: installation },
      Null: { 'aws:ResourceTag/rubato:protect': 'true' },
    },
  });

/** Read what an instance of the installation printed on its console. */
export const readConsoles = (scope: Construct, installation: string): PolicyStatement =>
  new PolicyStatement({
    actions: ['ec2:GetConsoleOutput'],
    resources: [Stack.of(scope).formatArn({ service: 'ec2', resource: 'instance', resourceName: '*' })],
    conditions: { StringEquals: { [`aws:ResourceTag/${INSTALLATION_TAG}`]: installation } },
  });

/** Start executions of one state machine, named before it exists. */
export const startExecutions = (stateMachineArn: string): PolicyStatement =>
  new PolicyStatement({ actions: ['states:StartExecution'], resources: [stateMachineArn] });

/** Put events of ours, and only such, on the default bus. */
export const emitEvents = (scope: Construct): PolicyStatement =>
  new PolicyStatement({
    actions: ['events:PutEvents'],
    resources: [Stack.of(scope).formatArn({ service: 'events', resource: 'event-bus', resourceName: 'default' })],
    conditions: { StringEquals: { 'events:source': 'rubato' } },
  });
