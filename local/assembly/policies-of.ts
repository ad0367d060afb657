import type { StackResource } from './stack.ts';
import type { TemplateResource } from './template.ts';

const POLICIES = ['Delete', 'Retain', 'RetainExceptOnCreate'];

/**
 * What becomes of a resource that is deleted or replaced.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-deletionpolicy.html
 *
 * @throws Error on a policy that is not known, such as Snapshot
 */
export const policiesOf = (wanted: TemplateResource): Pick<StackResource, 'deletionPolicy' | 'replacePolicy'> => {
  const { DeletionPolicy: deletionPolicy = 'Delete', UpdateReplacePolicy: replacePolicy = 'Delete' } = wanted;
  const unknown = [deletionPolicy, replacePolicy].find((policy) => !POLICIES.includes(policy));
  if (unknown !== undefined) throw new Error(`the policy ${unknown} is not known; it must be ${POLICIES.join(' or ')}`);
  return { deletionPolicy, replacePolicy };
};
