import type { Random, ResourceRequest } from '../kernel.ts';

/**
 * The name that CloudFormation gives a resource without one: stack, logical id and 12 random characters, cut to what the
 * service allows.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export const physicalName = (
  random: Random,
  { stackName, logicalId }: Pick<ResourceRequest, 'stackName' | 'logicalId'>,
  lengthMax = 255,
): string => {
  const suffix = `-${random.hex(12).toUpperCase()}`;
  return `${stackName}-${logicalId}`.slice(0, lengthMax - suffix.length) + suffix;
};
