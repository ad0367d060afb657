import type { AccessRequest, Kernel } from '../../kernel.ts';
import type { Ec2Model } from './ec2-model.ts';

/**
 * What a call on one instance needs. Actions on instances take the instance's ARN and its tags:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export const instanceAccess = (kernel: Kernel, ec2: Ec2Model, action: string, instanceId: string): AccessRequest => {
  const { partition, region, account } = kernel;
  const tags = Object.entries(ec2.instance(instanceId)?.tags ?? {});
  const context = Object.fromEntries(
    tags.flatMap(([key, value]) => [
      [`aws:ResourceTag/${key}`, value],
      [`ec2:ResourceTag/${key}`, value],
    ]),
  );
  return { action, resource: `arn:${partition}:ec2:${region}:${account}:instance/${instanceId}`, context };
};
