import type { Kernel } from '../../kernel.ts';

/**
 * The keys that say for which resource, and so for which account, a service makes a call. A service that does not say it
 * sends neither; a bucket's ARN names no account and stands for this one.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention
 */
export const sourceContext = (
  { account }: Pick<Kernel, 'account'>,
  sourceArn: string | undefined,
): Readonly<Record<string, string>> =>
  sourceArn === undefined
    ? {}
    : { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': sourceArn.split(':')[4] || account };
