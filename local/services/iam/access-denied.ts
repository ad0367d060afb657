import { AwsError } from '../../kernel.ts';
import type { AccessDecision } from './policy/decide-access.ts';

/**
 * The error of a denial, in AWS's words; its code and status differ between services.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 * Codes: the errors of each service's API reference, such as
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html and
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
export const accessDenied = (
  user: string,
  action: string,
  resource: string,
  denial: Extract<AccessDecision, { isAllowed: false }>,
): AwsError => {
  const reason = explainDenial(action, denial);
  const message = `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${reason}`;
  const service = action.slice(0, action.indexOf(':'));
  if (service === 'ec2') {
    return new AwsError('UnauthorizedOperation', `You are not authorized to perform this operation. ${message}`, 403);
  }
  if (service === 'sns') return new AwsError('AuthorizationError', message, 403);
  return QUERY_SERVICES.has(service)
    ? new AwsError('AccessDenied', message, 403)
    : new AwsError('AccessDeniedException', message, 400);
};

export const explainDenial = (action: string, denial: Extract<AccessDecision, { isAllowed: false }>): string =>
  denial.because === 'explicit-deny'
    ? `with an explicit deny in ${denial.policy === 'identity-based' ? 'an' : 'a'} ${denial.policy} policy`
    : `because no ${denial.policy} policy allows the ${action} action`;

/** Services that answer in XML. */
const QUERY_SERVICES = new Set([
  'autoscaling',
  'cloudformation',
  'cloudwatch',
  'elasticloadbalancing',
  'iam',
  's3',
  'sqs',
  'sts',
]);
