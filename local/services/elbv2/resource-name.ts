import { nameSuffix } from '../../assembly/physical-name.ts';
import type { Random, ResourceRequest } from '../../kernel.ts';

const MAX_NAME_LENGTH = 32;
const RANDOM_DIGITS = 12;

/**
 * The name CloudFormation gives to a load balancer or target group without one: stack, logical id and a random part in
 * 32 characters. How it shortens the first two is unverified.
 */
export const resourceName = (request: ResourceRequest, random: Random): string => {
  const room = Math.floor((MAX_NAME_LENGTH - RANDOM_DIGITS - 2) / 2);
  const part = (text: string): string => text.replace(/[^A-Za-z0-9]/g, '').slice(0, room);
  return `${part(request.stackName)}-${part(request.logicalId)}-${nameSuffix(random, request).toUpperCase()}`;
};
