import type { Kernel } from '../../kernel.ts';
import type { JsonObject, TaskRequest, TaskSubmission } from '../model.ts';
import { StatesError } from '../states-error.ts';
import { callAsMachine } from './call-as-machine.ts';
import { operationName } from './call-sdk.ts';
import { fromOperationOutput, toOperationInput } from './convert-values.ts';
import { type ErrorStyle, optimizedErrorStyle } from './integration-error.ts';
import { withSdkMetadata } from './with-sdk-metadata.ts';

/** One optimized integration. */
interface Integration {
  readonly style: ErrorStyle;
  /** Change what is sent, in the way that the integration is optimized. */
  readonly send: (parameters: JsonObject, request: TaskRequest) => JsonObject;
  /** @throws `StatesError` for an answer that is no success */
  readonly check?: (output: JsonObject) => void;
}

/** Members that hold a text may be given as JSON. */
const asText =
  (member: string) =>
  (parameters: JsonObject): JsonObject => {
    const value = parameters[member];
    return typeof value === 'object' && value !== null
      ? { ...parameters, [member]: JSON.stringify(value) }
      : parameters;
  };

/** Details may be given as JSON, and each entry names the execution: https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html */
const asEntries = (parameters: JsonObject, { execution }: TaskRequest): JsonObject => {
  const entries = parameters['Entries'];
  if (!Array.isArray(entries)) return parameters;
  const origins = [execution.arn, execution.stateMachineArn];
  return {
    ...parameters,
    Entries: entries.map((entry: JsonObject) => ({
      ...asText('Detail')(entry),
      Resources: [...(Array.isArray(entry['Resources']) ? entry['Resources'] : []), ...origins],
    })),
  };
};

const allEntriesTaken = (output: JsonObject): void => {
  const { FailedEntryCount, Entries } = output;
  if (typeof FailedEntryCount !== 'number' || FailedEntryCount === 0) return;
  const cause = JSON.stringify({ Entries, FailedEntryCount });
  throw new StatesError('EventBridge.FailedEntry', cause);
};

const unchanged = (parameters: JsonObject): JsonObject => parameters;

/** By service; unverified: the base exceptions of EventBridge and SNS. Actions: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
const INTEGRATIONS: Readonly<Record<string, Integration>> = {
  dynamodb: {
    style: optimizedErrorStyle('DynamoDB', 'AmazonDynamoDBv2', 'AmazonDynamoDBException'),
    send: unchanged,
  },
  events: {
    style: optimizedErrorStyle('EventBridge', 'AmazonEventBridge', 'AmazonEventBridgeException'),
    send: asEntries,
    check: allEntriesTaken,
  },
  sns: { style: optimizedErrorStyle('SNS', 'AmazonSNS', 'AmazonSNSException'), send: asText('Message') },
  sqs: { style: optimizedErrorStyle('SQS', 'AmazonSQS', 'AmazonSQSException'), send: asText('MessageBody') },
};

/** A call in the way of an optimized integration; `lambda:invoke` and `states:startExecution` have their own files. */
export const callOptimized = async (kernel: Kernel, request: TaskRequest): Promise<TaskSubmission> => {
  const { service, action, arn } = request.resource;
  const integration = INTEGRATIONS[service];
  if (integration === undefined) throw new Error(`The cloud does not know the integration ${arn}.`);
  const input = toOperationInput(integration.send(request.arguments as JsonObject, request), service);
  const answer = await callAsMachine(kernel, request, service, operationName(action), input, integration.style);
  const output = fromOperationOutput(answer, service) as JsonObject;
  integration.check?.(output);
  return { output: withSdkMetadata(output, kernel) };
};
