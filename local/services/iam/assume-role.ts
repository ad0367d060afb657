import { type Caller, type Operation, operation } from '../../kernel.ts';
import type { CredentialStore } from '../../lambda/credentials.ts';
import { accessDenied, explainDenial } from './access-denied.ts';
import { callerArn } from './caller-arn.ts';
import { compileOnce } from './find-resource-policy.ts';
import { noteGrants } from './grants.ts';
import type { IamModel } from './iam-model.ts';
import { decideAccess } from './policy/decide-access.ts';
import { requestContext } from './policy/request-context.ts';
import { sourceContext } from './source-context.ts';

export interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
  /** @default 3600 */
  readonly DurationSeconds?: number;
}

export interface AssumeRoleOutput {
  readonly AssumedRoleUser: { readonly Arn: string; readonly AssumedRoleId: string };
  readonly Credentials?: {
    readonly AccessKeyId: string;
    readonly SecretAccessKey: string;
    readonly SessionToken: string;
    readonly Expiration: Date;
  };
}

const KNOWN = new Set<string>(['RoleArn', 'RoleSessionName', 'DurationSeconds'] satisfies (keyof AssumeRoleInput)[]);

/**
 * May a service, or the account's administrator, take a role? Its trust policy decides.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 *
 * @throws `AwsError` AccessDenied, which is journaled as well
 */
export const checkTrust = (model: IamModel, caller: Exclude<Caller, { kind: 'role' }>, roleArn: string): void => {
  const { kernel } = model;
  const action = 'sts:AssumeRole';
  const { service, sourceArn } = caller.kind === 'service' ? caller : { service: undefined, sourceArn: undefined };
  const trust = model.findRole(roleArn)?.trust;
  const decision = decideAccess({
    principal:
      service === undefined ? { kind: 'administrator', account: kernel.account } : { kind: 'service', service },
    action,
    resource: roleArn,
    context: requestContext({}, () => ({
      ...sourceContext(kernel, sourceArn),
      'aws:SecureTransport': 'true',
      'aws:PrincipalIsAWSService': String(service !== undefined),
      'aws:PrincipalServiceName': service,
    })),
    identity: [],
    attached: trust === undefined ? [] : compileOnce(trust, roleArn).find(action, roleArn),
  });
  if (decision.isAllowed) {
    noteGrants(kernel, action, decision.by);
    return;
  }
  const reason = explainDenial(action, decision);
  kernel.journal.note('denied', action, { service, sourceArn, resource: roleArn, reason });
  throw accessDenied(service ?? callerArn(kernel, caller), action, roleArn, decision);
};

/**
 * AssumeRole: https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 * A service gets no credentials, for it signs nothing. Those of others are told to expire and do not: virtual time may run
 * faster than the client's clock.
 */
export const assumeRole = (model: IamModel, credentials: CredentialStore | undefined): Operation =>
  operation<AssumeRoleInput, AssumeRoleOutput>({
    authorize: ({ RoleArn }) => [{ action: 'sts:AssumeRole', resource: RoleArn }],
    run: (input, caller) => {
      const { RoleArn, RoleSessionName, DurationSeconds = 3600 } = input;
      const unknown = Object.keys(input).find((name) => !KNOWN.has(name));
      if (unknown !== undefined) throw new Error(`the embedded cloud does not know ${unknown} of sts:AssumeRole`);
      if (caller.kind !== 'role') checkTrust(model, caller, RoleArn);
      const session = { kind: 'role', roleArn: RoleArn, sessionName: RoleSessionName } as const;
      const name = RoleArn.slice(RoleArn.lastIndexOf('/') + 1);
      const AssumedRoleUser = {
        Arn: callerArn(model.kernel, session),
        AssumedRoleId: `${name}:${RoleSessionName}`,
      };
      if (caller.kind === 'service' || credentials === undefined) return { AssumedRoleUser };
      const { accessKeyId, secretAccessKey, sessionToken } = credentials.issue(session);
      return {
        AssumedRoleUser,
        Credentials: {
          AccessKeyId: accessKeyId,
          SecretAccessKey: secretAccessKey,
          SessionToken: sessionToken,
          Expiration: new Date(model.kernel.clock.nowMs + DurationSeconds * 1000),
        },
      };
    },
  });
