import { AwsError } from '../kernel.ts';

/** How a service says that calls come too fast. */
export const throttleOf = (service: string): AwsError => {
  const [code, message, status] = THROTTLES[service] ?? (['ThrottlingException', 'Rate exceeded', 400] as const);
  return new AwsError(code, message, status);
};

/**
 * `ThrottlingException` with status 400 is common to all: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html.
 * DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 * EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * Lambda: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * The query services answer `Throttling`: https://docs.aws.amazon.com/autoscaling/ec2/APIReference/CommonErrors.html
 * (status 400 and the wording are unverified).
 */
const THROTTLES: Readonly<Record<string, readonly [code: string, message: string, status: number]>> = {
  autoscaling: ['Throttling', 'Rate exceeded', 400],
  dynamodb: ['ThrottlingException', 'Rate of requests exceeds the allowed throughput.', 400],
  ec2: ['RequestLimitExceeded', 'Request limit exceeded.', 503],
  elasticloadbalancing: ['Throttling', 'Rate exceeded', 400],
  lambda: ['TooManyRequestsException', 'Rate Exceeded.', 429],
  monitoring: ['Throttling', 'Rate exceeded', 400],
  sts: ['Throttling', 'Rate exceeded', 400],
};
