import type { InvokeGrant } from './lambda-function.ts';

export interface ServiceCaller {
  /** Such as `events.amazonaws.com`. */
  readonly service: string;
  readonly sourceArn?: string;
}

/**
 * May a service invoke a function? Only if a statement of the function's resource policy names it, and the source it acts
 * for matches the statement's `SourceArn` (as by ArnLike) and `SourceAccount`.
 * https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html
 */
export const mayServiceInvoke = (grants: readonly InvokeGrant[], caller: ServiceCaller): boolean =>
  grants.some(
    (grant) =>
      INVOKING_ACTIONS.has(grant.action) &&
      (grant.principal === caller.service || grant.principal === '*') &&
      (grant.sourceArn === undefined ||
        (caller.sourceArn !== undefined && isArnLike(grant.sourceArn, caller.sourceArn))) &&
      (grant.sourceAccount === undefined || grant.sourceAccount === caller.sourceArn?.split(':')[4]),
  );

const INVOKING_ACTIONS = new Set(['lambda:InvokeFunction', 'lambda:*', '*']);

/** ArnLike: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const isArnLike = (pattern: string, arn: string): boolean => {
  if (pattern === arn) return true;
  const [patternParts, arnParts] = [splitArn(pattern), splitArn(arn)];
  return patternParts.every((part, index) => isMatch(part, arnParts[index] ?? ''));
};

/** Each of the six parts is matched by itself; the last one may have colons. */
const splitArn = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return [...parts.slice(0, 5), parts.slice(5).join(':')];
};

const isMatch = (pattern: string, text: string): boolean => {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
};
