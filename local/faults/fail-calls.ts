import { AwsError, type Faults } from '../kernel.ts';
import { type CallMatch, callName, matchesCall } from './matching.ts';
import { type Fate, type Strikes, strikesOf } from './strike.ts';

/** Calls that the service answers with an error of its own (5xx). */
export interface FailCalls extends CallMatch, Strikes {
  readonly kind: 'fail-calls';
  /** Whether the call is done all the same, and only its answer is lost. @default false */
  readonly isDone?: boolean;
}

export const failCalls = (fault: FailCalls, fate: Fate): Partial<Faults> => {
  const matches = matchesCall(fault);
  const strikes = strikesOf(fault, fate);
  return {
    carry: async (call, make) => {
      if (!matches(call) || !strikes(callName(call))) return make();
      if (fault.isDone === true) await make();
      throw failureOf(call.service);
    },
  };
};

const failureOf = (service: string): AwsError => {
  const [code, message] = FAILURES[service] ?? (['InternalFailure', 'The request processing has failed.'] as const);
  return new AwsError(code, message, 500);
};

/**
 * `InternalFailure` with status 500 is common to all: https://docs.aws.amazon.com/IAM/latest/APIReference/CommonErrors.html.
 * DynamoDB: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
 * EC2: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 * EventBridge: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 * Lambda: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
 * The wordings are unverified.
 */
const FAILURES: Readonly<Record<string, readonly [code: string, message: string]>> = {
  dynamodb: ['InternalServerError', 'Internal server error'],
  ec2: ['InternalError', 'An internal error has occurred'],
  events: ['InternalException', 'An internal error has occurred'],
  lambda: ['ServiceException', 'The Lambda service encountered an internal error.'],
};
