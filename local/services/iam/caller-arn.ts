import type { Caller, Kernel } from '../../kernel.ts';

/** The ARN of who makes a call: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns */
export const callerArn = ({ partition, account }: Pick<Kernel, 'partition' | 'account'>, caller: Caller): string => {
  if (caller.kind === 'service') return caller.service;
  if (caller.kind === 'operator') return `arn:${partition}:iam::${account}:user/administrator`;
  const name = caller.roleArn.slice(caller.roleArn.lastIndexOf('/') + 1);
  return `arn:${partition}:sts::${account}:assumed-role/${name}/${caller.sessionName}`;
};
