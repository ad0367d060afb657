import { AwsError } from '../../kernel.ts';

/**
 * The error DynamoDB answers when a request is not valid.
 *
 * AWS documents few of its messages
 * (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactionCanceledException.html has some). The
 * others are worded as the service has been publicly reported to word them; against the service itself they are unverified.
 */
export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);
