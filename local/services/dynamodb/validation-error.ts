import { AwsError } from '../../kernel.ts';

/** The error DynamoDB answers when a request is not valid; most of its messages name no page and are AWS's own words. */
export const validationError = (message: string): AwsError => new AwsError('ValidationException', message);
