import { type Operation, operation } from '../../kernel.ts';
import { accessDenied, explainDenial } from './access-denied.ts';
import { noteGrants } from './grants.ts';
import type { IamModel } from './iam-model.ts';
import { decideAccess } from './policy/decide-access.ts';
import { requestContext } from './policy/request-context.ts';
import { sourceContext } from './source-context.ts';

export interface AssumeRoleInput {
  readonly RoleArn: string;
  readonly RoleSessionName: string;
}

export interface AssumeRoleOutput {
  readonly AssumedRoleUser: { readonly Arn: string; readonly AssumedRoleId: string };
}

/**
 * May a service take a role? Its trust policy decides.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 *
 * @param service such as `lambda.amazonaws.com`
 * @throws `AwsError` AccessDenied, which is journaled as well
 */
export const checkTrust = (model: IamModel, service: string, roleArn: string, sourceArn?: string): void => {
  const { kernel } = model;
  const action = 'sts:AssumeRole';
  const decision = decideAccess({
    principal: { kind: 'service', service },
    action,
    resource: roleArn,
    context: requestContext({}, () => ({
      ...sourceContext(kernel, sourceArn),
      'aws:SecureTransport': 'true',
      'aws:PrincipalIsAWSService': 'true',
      'aws:PrincipalServiceName': service,
    })),
    identity: [],
    attached: model.findRole(roleArn)?.trust.find(action, roleArn) ?? [],
  });
  if (decision.isAllowed) {
    noteGrants(kernel, action, decision.by);
    return;
  }
  const reason = explainDenial(action, decision);
  kernel.journal.note('denied', action, { service, sourceArn, resource: roleArn, reason });
  throw accessDenied(service, action, roleArn, decision);
};

/**
 * AssumeRole, for services only: it answers whom they have become, without credentials, for they sign nothing.
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
 */
export const assumeRole = (model: IamModel): Operation =>
  operation<AssumeRoleInput, AssumeRoleOutput>({
    authorize: ({ RoleArn }) => [{ action: 'sts:AssumeRole', resource: RoleArn }],
    run: ({ RoleArn, RoleSessionName }, caller) => {
      if (caller.kind === 'service') checkTrust(model, caller.service, RoleArn, caller.sourceArn);
      const { partition, account } = model.kernel;
      const name = RoleArn.slice(RoleArn.lastIndexOf('/') + 1);
      const Arn = `arn:${partition}:sts::${account}:assumed-role/${name}/${RoleSessionName}`;
      return { AssumedRoleUser: { Arn, AssumedRoleId: `${name}:${RoleSessionName}` } };
    },
  });
