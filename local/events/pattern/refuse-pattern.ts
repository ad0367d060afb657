import { AwsError } from '../../kernel.ts';

/**
 * Refuse an event pattern in EventBridge's words. AWS adds the position in the JSON text, which a parsed pattern no
 * longer has.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutRule.html (InvalidEventPatternException)
 *
 * @throws `AwsError` InvalidEventPatternException, always
 */
export const refusePattern = (reason: string): never => {
  throw new AwsError('InvalidEventPatternException', `Event pattern is not valid. Reason: ${reason}`);
};
