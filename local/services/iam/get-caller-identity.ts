import { type Kernel, type Operation, operation } from '../../kernel.ts';
import { callerArn } from './caller-arn.ts';

export interface GetCallerIdentityOutput {
  readonly Account: string;
  readonly Arn: string;
  readonly UserId: string;
}

/** GetCallerIdentity; nobody needs a permission: https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html */
export const getCallerIdentity = (kernel: Kernel): Operation =>
  operation<object, GetCallerIdentityOutput>({
    authorize: () => [],
    run: (_input, caller) => ({
      Account: kernel.account,
      Arn: callerArn(kernel, caller),
      UserId: caller.kind === 'role' ? `AROAEMBEDDEDCLOUD:${caller.sessionName}` : 'AIDAEMBEDDEDCLOUD',
    }),
  });
