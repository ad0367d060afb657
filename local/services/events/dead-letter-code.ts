import { isThrottle } from '../../events/delivery/deliver-with-retries.ts';
import type { AwsError } from '../../kernel.ts';

/**
 * The ERROR_CODE of a dead letter. AWS lists the codes; which error gets which is read from their names (unverified).
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
 */
export const deadLetterCode = ({ code, message, status }: AwsError): string => {
  if (message.includes('sts:AssumeRole')) return 'FAILED_TO_ASSUME_ROLE';
  if (/AccessDenied|AuthorizationError|Unauthorized/.test(code)) return 'NO_PERMISSIONS';
  if (/NotFound|DoesNotExist/.test(code)) return 'NO_RESOURCE';
  if (code === 'InvalidJson') return 'INVALID_JSON';
  if (isThrottle(code)) return 'THROTTLING';
  return status >= 500 ? 'INTERNAL_ERROR' : 'ERROR_FROM_TARGET';
};
