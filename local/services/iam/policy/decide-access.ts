import type { Statement } from './compile-policy.ts';
import type { Principal } from './principal.ts';
import type { RequestContext } from './request-context.ts';

export interface AccessQuestion {
  readonly principal: Principal;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
  /** Statements about the action and, but for variables, the resource: of the role's policies; none for a service. */
  readonly identity: readonly Statement[];
  /** The same of the resource's policy. */
  readonly attached: readonly Statement[];
}

export type AccessDecision =
  /** `by` are the statements that allow it. */
  | { readonly isAllowed: true; readonly by: readonly Statement[] }
  | { readonly isAllowed: false; readonly because: 'explicit-deny' | 'nothing-allows'; readonly policy: PolicyKind };
export type PolicyKind = 'identity-based' | 'resource-based';

/**
 * Decide one request within an account: an explicit deny wins; then an allow of either side is enough. A key and a role's
 * trust are different: their policy has to allow the principal itself, or the account, which leaves it to its own policies.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-resource-based.html
 * https://docs.aws.amazon.com/kms/latest/developerguide/determining-access-allowed-flow.html
 */
export const decideAccess = (question: AccessQuestion): AccessDecision => {
  const { principal, action } = question;
  const own = question.identity.filter((statement) => holds(statement, question));
  const attached = question.attached.filter(
    (statement) => statement.findPrincipal(principal) !== undefined && holds(statement, question),
  );
  if (own.some(isDeny)) return { isAllowed: false, because: 'explicit-deny', policy: 'identity-based' };
  if (attached.some(isDeny)) return { isAllowed: false, because: 'explicit-deny', policy: 'resource-based' };

  const grants = new Set(attached.map(({ findPrincipal }) => findPrincipal(principal)));
  if (grants.has('self')) return { isAllowed: true, by: [...own, ...attached] };
  const needsDelegation = action.startsWith('kms:') || action.startsWith('sts:');
  if (principal.kind === 'service' || (needsDelegation && !grants.has('account'))) {
    return { isAllowed: false, because: 'nothing-allows', policy: 'resource-based' };
  }
  return own.length > 0 || principal.kind === 'administrator'
    ? { isAllowed: true, by: [...own, ...attached] }
    : { isAllowed: false, because: 'nothing-allows', policy: 'identity-based' };
};

const isDeny = ({ effect }: Statement): boolean => effect === 'Deny';

const holds = (
  { hasResource, hasResourceIn, meetsConditions }: Statement,
  { resource, context }: AccessQuestion,
): boolean => (hasResource !== undefined || hasResourceIn(resource, context)) && meetsConditions(context);
