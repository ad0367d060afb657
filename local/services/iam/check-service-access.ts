import type { AccessRequest, Caller, Kernel } from '../../kernel.ts';
import { accessDenied, explainDenial } from './access-denied.ts';
import { findResourcePolicy } from './find-resource-policy.ts';
import { noteGrants } from './grants.ts';
import { decideAccess } from './policy/decide-access.ts';
import { requestContext } from './policy/request-context.ts';
import { sourceContext } from './source-context.ts';

/**
 * Check the call of a service, such as a rule that sends to a queue: only the resource's policy decides. Calls of roles
 * have been checked when they come here.
 *
 * @throws `AwsError` access denied, which is journaled as well
 */
export const checkServiceAccess = (kernel: Kernel, caller: Caller, request: AccessRequest): void => {
  if (caller.kind !== 'service') return;
  const { action, resource } = request;
  const { service, sourceArn } = caller;
  const context = requestContext(request.context ?? {}, () => ({
    ...sourceContext(kernel, sourceArn),
    'aws:PrincipalIsAWSService': 'true',
    'aws:PrincipalServiceName': service,
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': kernel.region,
    'aws:ResourceAccount': kernel.account,
    'aws:CurrentTime': new Date(kernel.clock.nowMs).toISOString(),
    'aws:EpochTime': String(Math.floor(kernel.clock.nowMs / 1000)),
  }));
  const attached = findResourcePolicy(kernel, action, resource)?.find(action, resource) ?? [];
  const decision = decideAccess({
    principal: { kind: 'service', service },
    action,
    resource,
    context,
    identity: [],
    attached,
  });
  if (decision.isAllowed) {
    noteGrants(kernel, action, decision.by);
    return;
  }
  const reason = explainDenial(action, decision);
  kernel.journal.note('denied', action, { service, sourceArn, resource, reason });
  throw accessDenied(service, action, resource, decision);
};
