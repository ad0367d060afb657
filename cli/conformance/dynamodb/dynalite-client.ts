import { once } from 'node:events';
import { Agent, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Mend } from './dynalite-mends.ts';
import { inJson } from './json-answer.ts';
import { loadDynalite, type OnMend } from './load-dynalite.ts';
import { type DynamoDbCall, TABLE } from './things-table.ts';

/** dynalite in this process, on a loopback port of its own. */
export class DynaliteClient {
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 1 });
  readonly #port: number;

  readonly #mends: Set<Mend>;
  readonly #onMend: OnMend;

  private constructor(server: Server, mends: Set<Mend>, onMend: OnMend) {
    this.#server = server;
    this.#mends = mends;
    this.#onMend = onMend;
    this.#port = (server.address() as AddressInfo).port;
  }

  /** @param onMend told of each mend once in each call that goes otherwise for it */
  static async start(onMend: OnMend): Promise<DynaliteClient> {
    const mends = new Set<Mend>();
    const server = loadDynalite((mend) => mends.add(mend))({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new DynaliteClient(server, mends, onMend);
  }

  /** What it answers, as JSON. */
  async call(call: DynamoDbCall): Promise<Readonly<Record<string, unknown>>> {
    this.#mends.clear();
    const answer = await this.#post(call);
    for (const mend of this.#mends) this.#onMend(mend);
    return answer;
  }

  #post({ operation, input }: DynamoDbCall): Promise<Readonly<Record<string, unknown>>> {
    const { promise, resolve, reject } = Promise.withResolvers<Readonly<Record<string, unknown>>>();
    const outgoing = request(
      {
        host: '127.0.0.1',
        port: this.#port,
        method: 'POST',
        agent: this.#agent,
        headers: {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': `DynamoDB_20120810.${operation}`,
          'x-amz-date': '20260105T100000Z',
          authorization:
            'AWS4-HMAC-SHA256 Credential=a/20260105/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString('utf8'))));
      },
    );
    outgoing.on('error', reject);
    outgoing.end(JSON.stringify(inJson(input)));
    return promise;
  }

  /**
   * Answers once the table is there: dynalite makes it ACTIVE by a timer, which may fire after the answer to CreateTable.
   *
   * @throws `Error` when dynalite refuses to create it
   */
  async createTable(createTable: DynamoDbCall): Promise<void> {
    await this.call(createTable);
    for (;;) {
      const { Table, ...refusal } = await this.call({ operation: 'DescribeTable', input: { TableName: TABLE } });
      if (Table === undefined) throw new Error(`dynalite has no table ${TABLE}: ${JSON.stringify(refusal)}`);
      if ((Table as { readonly TableStatus: string }).TableStatus === 'ACTIVE') return;
    }
  }

  async stop(): Promise<void> {
    this.#agent.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
