import type { Statement } from './compile-policy.ts';
import type { Principal } from './principal.ts';
import type { RequestContext } from './request-context.ts';

export interface AccessQuestion {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** Statements of the role's policies that speak of the action and, but for variables, of the resource; none of a service. */
  readonly identity: readonly Statement[];
  /** The policy of the resource, where it has one. */
  readonly resourcePolicy: readonly Statement[] | undefined;
}

export type AccessDecision =
  | { readonly isAllowed: true }
  | { readonly isAllowed: false; readonly because: 'explicit-deny' | 'nothing-allows'; readonly policy: PolicyKind };
export type PolicyKind = 'identity-based' | 'resource-based';

/**
 * Decide one request within an account: an explicit deny wins; then an allow of either side is enough. A key and a role's
 * trust are different: their policy has to allow the principal itself, or the account, which leaves it to its own policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-resource-based.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/determining-access-allowed-flow.html
 */
export const decideAccess = (question: AccessQuestion): AccessDecision => {
  const { identity, principal, context, action } = question;
  const own = identity.filter(
    ({ hasResource, hasResourceIn, meetsConditions }) =>
      (hasResource !== undefined || hasResourceIn(question.resource, context)) && meetsConditions(context),
  );
  const attached = (question.resourcePolicy ?? []).filter((statement) => speaksOf(statement, question));
  if (own.some(isDeny)) return { isAllowed: false, because: 'explicit-deny', policy: 'identity-based' };
  if (attached.some(isDeny)) return { isAllowed: false, because: 'explicit-deny', policy: 'resource-based' };

  const grants = new Set(attached.map(({ findPrincipal }) => findPrincipal(principal)));
  if (grants.has('self')) return { isAllowed: true };
  const needsDelegation = action.startsWith('kms:') || action.startsWith('sts:');
  if (principal.kind === 'service' || (needsDelegation && !grants.has('account'))) {
    return { isAllowed: false, because: 'nothing-allows', policy: 'resource-based' };
  }
  return own.length > 0 ? { isAllowed: true } : { isAllowed: false, because: 'nothing-allows', policy: 'identity-based' };
};

const isDeny = ({ effect }: Statement): boolean => effect === 'Deny';

const speaksOf = (statement: Statement, { principal, action, resource, context }: AccessQuestion): boolean =>
  statement.hasAction(action) &&
  statement.hasResourceIn(resource, context) &&
  statement.findPrincipal(principal) !== undefined &&
  statement.meetsConditions(context);
