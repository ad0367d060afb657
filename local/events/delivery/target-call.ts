/** An API call that hands a payload to a target. */
export interface TargetCall {
  readonly service: string;
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

type CallMaker = (arn: string, payload: string) => TargetCall;

/**
 * How a target takes a payload, by the service in its ARN.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-targets.html
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-templated.html
 *
 * @throws Error when the embedded cloud does not deliver to such a target
 */
export const targetCall = (arn: string): ((payload: string) => TargetCall) => {
  const service = arn.split(':')[2] ?? '';
  const make = Object.hasOwn(CALLS, service) ? CALLS[service] : undefined;
  if (make === undefined) {
    throw new Error(
      `the target ${arn} is of a service that is not delivered to; it must be of ${Object.keys(CALLS).join(', ')}`,
    );
  }
  return (payload) => make(arn, payload);
};

const CALLS: Readonly<Record<string, CallMaker>> = {
  lambda: (arn, payload) => ({
    service: 'lambda',
    operation: 'Invoke',
    input: { FunctionName: arn, InvocationType: 'Event', Payload: new TextEncoder().encode(payload) },
  }),
  states: (arn, payload) => ({
    service: 'states',
    operation: 'StartExecution',
    input: { stateMachineArn: arn, input: payload },
  }),
  sqs: (arn, payload) => ({
    service: 'sqs',
    operation: 'SendMessage',
    input: { QueueUrl: queueUrlOf(arn), MessageBody: payload },
  }),
  sns: (arn, payload) => ({ service: 'sns', operation: 'Publish', input: { TopicArn: arn, Message: payload } }),
};

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-queue-message-identifiers.html */
export const queueUrlOf = (arn: string): string => {
  const [, , , region, account, name] = arn.split(':');
  return `https://sqs.${region}.amazonaws.com/${account}/${name}`;
};
