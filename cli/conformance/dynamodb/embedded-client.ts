import { createKernel, type OpenKernel } from '../../../local/create-kernel.ts';
import { AwsError } from '../../../local/kernel.ts';
import { createDynamoDb } from '../../../local/services/dynamodb/dynamodb.ts';
import { inJson } from './json-answer.ts';
import type { DynamoDbCall } from './things-table.ts';

/** The embedded DynamoDB, alone in a kernel. */
export class EmbeddedClient {
  readonly #kernel: OpenKernel;

  private constructor(kernel: OpenKernel) {
    this.#kernel = kernel;
  }

  static async start(createTable: DynamoDbCall): Promise<EmbeddedClient> {
    const kernel = createKernel({ seed: 1, startAtMs: 0 });
    kernel.register(createDynamoDb(kernel).service);
    const client = new EmbeddedClient(kernel);
    await client.call(createTable);
    await kernel.clock.advance(60_000); // A table is created in a while.
    return client;
  }

  /** What it answers, as JSON. */
  async call({ operation, input }: DynamoDbCall): Promise<Readonly<Record<string, unknown>>> {
    try {
      const output = await this.#kernel.call('dynamodb', operation, input, { kind: 'operator' });
      return inJson(output) as Readonly<Record<string, unknown>>;
    } catch (thrown) {
      if (!(thrown instanceof AwsError)) throw thrown;
      return { __type: thrown.code, message: thrown.message };
    }
  }
}
