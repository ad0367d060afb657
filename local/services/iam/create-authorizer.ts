import type { AccessRequest, Authorizer, Caller } from '../../kernel.ts';
import { accessDenied, explainDenial } from './access-denied.ts';
import { callerArn } from './caller-arn.ts';
import { findResourcePolicy } from './find-resource-policy.ts';
import { noteGrants } from './grants.ts';
import type { IamModel } from './iam-model.ts';
import { keptAllowances } from './kept-allowances.ts';
import { decideAccess } from './policy/decide-access.ts';
import { type RequestContext, requestContext } from './policy/request-context.ts';

type RoleCaller = Extract<Caller, { kind: 'role' }>;

/**
 * Checks the calls of roles against the policies of the role and of the resource. Calls of services are checked where
 * they arrive, by `checkServiceAccess`. A denial is an error and an entry in the journal.
 */
export const createAuthorizer = (model: IamModel): Authorizer => {
  const kept = keptAllowances(model.kernel.clock);
  return {
    check: (caller, request) => {
      if (caller.kind !== 'role' || kept.has(caller.roleArn, request)) return;
      checkRole(model, caller, request);
      kept.add(caller.roleArn, request);
    },
  };
};

/** @throws AccessDenied */
const checkRole = (model: IamModel, caller: RoleCaller, request: AccessRequest): void => {
  const { action, resource } = request;
  const role = model.findRole(caller.roleArn);
  const sessionArn = callerArn(model.kernel, caller);
  const decision = decideAccess({
    principal: { kind: 'role', account: model.kernel.account, roleArn: caller.roleArn, sessionArn },
    action,
    resource,
    context: roleContext(model, caller, request),
    identity: role?.policies.find(action, resource) ?? [],
    attached: findResourcePolicy(model.kernel, action, resource)?.find(action, resource) ?? [],
  });
  if (decision.isAllowed) {
    noteGrants(model.kernel, action, decision.by);
    return;
  }
  const reason = explainDenial(action, decision);
  model.kernel.journal.note('denied', action, {
    role: caller.roleArn,
    session: caller.sessionName,
    resource,
    reason,
  });
  throw accessDenied(sessionArn, action, resource, decision);
};

const roleContext = (model: IamModel, caller: RoleCaller, request: AccessRequest): RequestContext =>
  requestContext(request.context ?? {}, () => ({
    'aws:PrincipalArn': caller.roleArn,
    'aws:PrincipalAccount': model.kernel.account,
    'aws:PrincipalType': 'AssumedRole',
    'aws:PrincipalIsAWSService': 'false',
    'aws:SecureTransport': 'true',
    'aws:ViaAWSService': String(caller.via !== undefined),
    'aws:CalledVia': caller.via === undefined ? undefined : [caller.via],
    'aws:CurrentTime': new Date(model.kernel.clock.nowMs).toISOString(),
    'aws:EpochTime': String(Math.floor(model.kernel.clock.nowMs / 1000)),
    'aws:RequestedRegion': model.kernel.region,
    'aws:ResourceAccount': request.resource.split(':')[4] || model.kernel.account,
    ...Object.fromEntries(
      Object.entries(model.findRole(caller.roleArn)?.tags ?? {}).map(([key, value]) => [
        `aws:PrincipalTag/${key}`,
        value,
      ]),
    ),
  }));
