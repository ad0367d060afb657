import { AwsError, type Faults } from '../kernel.ts';
import { type CallMatch, callName, matchesCall } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Calls that are turned away because there are too many: a share of them, or what is over a rate. */
export interface ThrottleCalls extends CallMatch, Strikes {
  readonly kind: 'throttle-calls';
  /** So many of each minute pass. @default 0 */
  readonly allowedPerMinute?: number;
}

const MINUTE_MS = 60_000;

export const throttleCalls = (fault: ThrottleCalls, fate: Fate): Partial<Faults> => {
  const matches = matchesCall(fault);
  const strikes = strikesOf(fault, fate);
  const { allowedPerMinute = 0 } = fault;
  let minute = -1;
  let passed = 0;
  return {
    interrupt: (call) => {
      if (!matches(call)) return undefined;
      const now = Math.floor(fate.clock.nowMs / MINUTE_MS);
      if (now !== minute) [minute, passed] = [now, 0];
      if (passed++ < allowedPerMinute || !strikes(callName(call))) return undefined;
      return throttleOf(call.service);
    },
  };
};

/** How a service says that calls come too fast. */
const throttleOf = (service: string): AwsError => {
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
