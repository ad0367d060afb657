import { AwsError, type Operation, operation } from '../../kernel.ts';
import type { Outcome } from '../../lambda/execution-environment.ts';
import { checkServiceAccess } from '../iam/check-service-access.ts';
import type { EventQueue } from './event-queue.ts';
import { parseFunctionName } from './function-name.ts';
import type { FunctionRunner } from './function-runner.ts';
import type { LambdaModel } from './lambda-model.ts';

export interface InvokeInput {
  readonly FunctionName: string;
  readonly Qualifier?: string;
  /** @default 'RequestResponse' */
  readonly InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  readonly Payload?: Uint8Array | string;
}

export interface InvokeOutput {
  readonly StatusCode: number;
  readonly FunctionError?: 'Unhandled';
  readonly ExecutedVersion?: string;
  readonly Payload?: Uint8Array;
}

/** Invoke: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke = (model: LambdaModel, runner: FunctionRunner, queue: EventQueue): Operation =>
  operation<InvokeInput, InvokeOutput>({
    authorize: ({ FunctionName, Qualifier }) => {
      const { name, qualifier = Qualifier } = parseFunctionName(FunctionName);
      const arn = model.arnOf(name);
      return [{ action: 'lambda:InvokeFunction', resource: qualifier === undefined ? arn : `${arn}:${qualifier}` }];
    },
    run: async (input, caller) => {
      const { FunctionName, Qualifier, InvocationType = 'RequestResponse' } = input;
      const of = model.find(Qualifier === undefined ? FunctionName : `${FunctionName}:${Qualifier}`);
      checkServiceAccess(model.kernel, caller, { action: 'lambda:InvokeFunction', resource: of.arn });
      if (InvocationType === 'DryRun') return { StatusCode: 204 };
      const payload = readPayload(input.Payload, PAYLOAD_BYTES_MAX[InvocationType]);
      const requestId = model.kernel.random.uuid();
      if (InvocationType === 'Event') {
        queue.accept(of, requestId, payload);
        return { StatusCode: 202 };
      }
      return answer(await runner.run(of, { requestId, payload }));
    },
  });

/** https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html#function-configuration-deployment-and-execution */
const PAYLOAD_BYTES_MAX = { RequestResponse: 6_291_456, Event: 1_048_576 };

const answer = (outcome: Outcome): InvokeOutput => {
  const base = { StatusCode: 200, ExecutedVersion: '$LATEST' };
  return outcome.kind === 'returned'
    ? { ...base, Payload: Buffer.from(outcome.payload) }
    : { ...base, FunctionError: 'Unhandled', Payload: Buffer.from(JSON.stringify(outcome.error)) };
};

const readPayload = (payload: Uint8Array | string | undefined, bytesMax: number): string => {
  const text = typeof payload === 'string' ? payload : Buffer.from(payload ?? '').toString('utf8');
  if (text === '') return '{}';
  const bytes = Buffer.byteLength(text);
  if (bytes > bytesMax) {
    throw new AwsError(
      'RequestTooLargeException',
      `${bytes} byte payload is too large for the RequestResponse or Event invocation type (limit ${bytesMax} bytes)`,
      413,
    );
  }
  try {
    JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : '';
    throw new AwsError('InvalidRequestContentException', `Could not parse request body into json: ${reason}`, 400, {
      Type: 'User',
    });
  }
  return text;
};
