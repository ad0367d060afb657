import { compilePolicy } from '../../../../../local/services/iam/policy/compile-policy.ts';
import { type AccessDecision, decideAccess } from '../../../../../local/services/iam/policy/decide-access.ts';
import type { PolicySide } from '../../../../../local/services/iam/policy/policy-document.ts';
import type { Principal } from '../../../../../local/services/iam/policy/principal.ts';
import { requestContext } from '../../../../../local/services/iam/policy/request-context.ts';
import { StatementIndex } from '../../../../../local/services/iam/policy/statement-index.ts';

export const ACCOUNT = '123456789012';
export const GROUP = `arn:aws:autoscaling:eu-west-1:${ACCOUNT}:autoScalingGroup:uuid:autoScalingGroupName/web`;
export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1`;
export const worker: Principal = {
  kind: 'role',
  account: ACCOUNT,
  roleArn: `arn:aws:iam::${ACCOUNT}:role/worker`,
  sessionArn: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/session`,
};
export const events: Principal = { kind: 'service', service: 'events.amazonaws.com' };

export type Statement = Record<string, unknown>;
export interface Question {
  readonly identity?: readonly Statement[];
  readonly attached?: readonly Statement[];
  readonly principal?: Principal;
  readonly action?: string;
  readonly resource?: string;
  readonly context?: Record<string, string | readonly string[]>;
}

export const compile = (statements: readonly Statement[], side: PolicySide = 'identity') =>
  new StatementIndex(compilePolicy({ Version: '2012-10-17', Statement: statements }, side, 'the policy of a test'));

export const decide = (question: Question): AccessDecision => {
  const { action = 'autoscaling:SetDesiredCapacity', resource = GROUP } = question;
  return decideAccess({
    principal: question.principal ?? worker,
    action,
    resource,
    context: requestContext(question.context ?? {}, () => ({
      'aws:PrincipalTag/team': 'web',
      'aws:SecureTransport': 'true',
    })),
    identity: compile(question.identity ?? []).find(action, resource),
    attached: compile(question.attached ?? [], 'resource').find(action, resource),
  });
};

export const allow = (more: Statement = {}): Statement => ({
  Effect: 'Allow',
  Action: 'autoscaling:SetDesiredCapacity',
  Resource: '*',
  ...more,
});
export const deny = (more: Statement = {}): Statement => ({ ...allow(more), Effect: 'Deny' });
export const variable = (name: string): string => `\${${name}}`;
export const tagged = { 'aws:ResourceTag/rubato:installation': 'demo' };
export const when = (operator: string, key: string, value: unknown): Statement =>
  allow({ Condition: { [operator]: { [key]: value } } });
