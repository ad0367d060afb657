import type { Random, ResourceRequest } from '../kernel.ts';

/**
 * The name that CloudFormation gives a resource without one: stack, logical id and 12 random characters, cut to what the
 * service allows.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html
 */
export const physicalName = (
  random: Random,
  request: Pick<ResourceRequest, 'stackName' | 'logicalId' | 'nameSuffix'>,
  lengthMax = 255,
): string => {
  const suffix = `-${nameSuffix(random, request).toUpperCase()}`;
  return `${request.stackName}-${request.logicalId}`.slice(0, lengthMax - suffix.length) + suffix;
};

/** The random end alone, for services that write generated names in another way. */
export const nameSuffix = (random: Random, request: Pick<ResourceRequest, 'nameSuffix'>): string =>
  request.nameSuffix?.() ?? random.hex(12);
