import type { AccessRequest } from '../../kernel.ts';
import type { Elbv2Model } from './elbv2-model.ts';

/**
 * What a call on one target group needs: its ARN and its tags.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 */
export const targetGroupAccess = (elbv2: Elbv2Model, action: string, targetGroupArn: string): AccessRequest => {
  const tags = Object.entries(elbv2.targetGroup(targetGroupArn)?.tags ?? {});
  const context = Object.fromEntries(tags.map(([key, value]) => [`aws:ResourceTag/${key}`, value]));
  return { action, resource: targetGroupArn, context };
};
