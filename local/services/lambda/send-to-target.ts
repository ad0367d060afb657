import type { LambdaFunction } from './lambda-function.ts';
import type { LambdaModel } from './lambda-model.ts';

export interface TargetMessage {
  readonly body: string;
  /** Message attributes of SQS and SNS. */
  readonly attributes: Readonly<Record<string, { readonly DataType: string; readonly StringValue: string }>>;
  /** For an event bus. */
  readonly detailType: string;
}

/**
 * Send a message to a destination or dead-letter queue, as the function's role, which needs the permission.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html
 *
 * @throws `AwsError` as the target's service answers
 */
export const sendToTarget = async (
  model: LambdaModel,
  of: LambdaFunction,
  targetArn: string,
  message: TargetMessage,
): Promise<void> => {
  const [, , service, region, account, name = ''] = targetArn.split(':');
  const send = async (operation: string, input: unknown): Promise<void> => {
    await model.kernel.call(service ?? '', operation, input, model.roleOf(of));
  };
  switch (service) {
    case 'sqs': {
      const QueueUrl = `https://sqs.${region}.amazonaws.com/${account}/${name}`;
      return send('SendMessage', { QueueUrl, MessageBody: message.body, MessageAttributes: message.attributes });
    }
    case 'sns':
      return send('Publish', { TopicArn: targetArn, Message: message.body, MessageAttributes: message.attributes });
    case 'lambda':
      return send('Invoke', { FunctionName: targetArn, InvocationType: 'Event', Payload: Buffer.from(message.body) });
    case 'events': {
      const { body, detailType } = message;
      const entry = {
        Source: 'lambda',
        DetailType: detailType,
        Detail: body,
        Resources: [`${of.arn}:$LATEST`, targetArn],
      };
      return send('PutEvents', { Entries: [{ ...entry, EventBusName: targetArn }] });
    }
    default:
      throw new Error(`${targetArn} is no destination of Lambda: one is in sqs, sns, lambda or events`);
  }
};
