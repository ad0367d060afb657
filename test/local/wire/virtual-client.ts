import { createKernel, type OpenKernel } from '../../../local/create-kernel.ts';
import { type AwsError, operation } from '../../../local/kernel.ts';
import { virtualHttp } from '../../../local/wire/virtual-http.ts';
import { createWire, type Wire } from '../../../local/wire/wire.ts';

export const ACCESS_KEY_ID = 'ASIA0000000000000001';
export const ROLE = { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/tester', sessionName: 'test' } as const;

export interface Bench {
  readonly kernel: OpenKernel;
  readonly wire: Wire;
  /** What the operations were given, in order. */
  readonly inputs: unknown[];
}

/** A kernel with one service whose operations answer what they are told to, and a wire in front of it. */
export const createBench = (service: string, answers: Readonly<Record<string, unknown>>): Bench => {
  const kernel = createKernel({ seed: 7, startAtMs: Date.UTC(2026, 0, 5) });
  kernel.connect({ authorizer: { check: () => undefined } });
  const inputs: unknown[] = [];
  const operations = Object.fromEntries(
    Object.entries(answers).map(([name, answer]) => [
      name,
      operation({
        authorize: () => [],
        run: (input: unknown) => {
          inputs.push(input);
          if (answer instanceof Error) throw answer as AwsError;
          return answer;
        },
      }),
    ]),
  );
  kernel.register({ name: service, integration: { name: service, errorPrefix: service }, operations });
  const wire = createWire(kernel, (accessKeyId) => (accessKeyId === ACCESS_KEY_ID ? ROLE : undefined));
  return { kernel, wire, inputs };
};

interface SdkRequest {
  readonly hostname: string;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** Configuration of a real client of the SDK that makes its requests on the virtual network. */
export const clientConfig = (wire: Wire, accessKeyId = ACCESS_KEY_ID) => {
  const https = virtualHttp(wire.answer);
  const handle = ({ hostname, method, path, headers, body }: SdkRequest): Promise<{ response: object }> =>
    new Promise((resolve, reject) => {
      const request = https.request({ host: hostname, method, path, headers }, (message) => {
        const { statusCode, headers: answered } = message as { statusCode: number; headers: Record<string, string> };
        resolve({ response: { statusCode, headers: answered, body: message } });
      });
      request.on('error', reject);
      request.end(body);
    });
  return {
    region: 'eu-west-1',
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    requestHandler: { handle, updateHttpClientConfig: () => undefined, httpHandlerConfigs: () => ({}) } as never,
  };
};
