import { nameSuffix } from '../../assembly/physical-name.ts';
import type { Kernel, ResourceProvider } from '../../kernel.ts';

/**
 * Composite alarms and dashboards are for people to look at; nothing here acts on them, so they only exist.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_CloudWatch.html
 */
export const inertResources = ({ partition, region, account, random }: Kernel): readonly ResourceProvider[] => [
  {
    type: 'AWS::CloudWatch::CompositeAlarm',
    replacedBy: ['AlarmName'],
    delete: () => undefined,
    create: (request) => {
      const { properties, stackName, logicalId } = request;
      const given = properties['AlarmName'];
      const name = typeof given === 'string' ? given : `${stackName}-${logicalId}-${nameSuffix(random, request)}`;
      return { ref: name, attributes: { Arn: `arn:${partition}:cloudwatch:${region}:${account}:alarm:${name}` } };
    },
  },
  {
    type: 'AWS::CloudWatch::Dashboard',
    replacedBy: ['DashboardName'],
    delete: () => undefined,
    create: (request) => {
      const { properties, stackName, logicalId } = request;
      const given = properties['DashboardName'];
      return {
        ref: typeof given === 'string' ? given : `${stackName}-${logicalId}-${nameSuffix(random, request)}`,
        attributes: {},
      };
    },
  },
];
