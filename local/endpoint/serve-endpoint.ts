import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { signedService } from '../wire/authenticate.ts';
import { MalformedRequest } from '../wire/malformed-request.ts';
import type { Wire } from '../wire/wire.ts';
import type { WireRequest, WireResponse } from '../wire/wire-message.ts';
import { decodeChunks } from './decode-chunks.ts';

export interface EndpointSettings {
  /** 0: any free one. */
  readonly port: number;
  /** Told of each request that was answered. Nothing in it is secret. */
  readonly onAnswer?: (answered: AnsweredRequest) => void;
}

export interface AnsweredRequest {
  readonly service: string;
  /** The operation, as far as the protocol names it in a header; else method and path. */
  readonly request: string;
  readonly status: number;
}

export interface OpenEndpoint {
  readonly url: string;
  close(): Promise<void>;
}

/** A body that is larger is refused: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (zipped code: 50 MB) */
const BODY_BYTES_MAX = 64 * 1024 * 1024;

/**
 * Serve the embedded cloud to programs on this machine, and to nobody else: it listens on the loopback address.
 *
 * @throws when the port is taken, as the operating system says it
 */
export const serveEndpoint = async (wire: Wire, settings: EndpointSettings): Promise<OpenEndpoint> => {
  const server = createServer((message, response) => {
    answer(wire, message).then(
      ({ request, answered }) => {
        send(response, answered);
        settings.onAnswer?.({ ...describe(request), status: answered.status });
      },
      (error: unknown) => {
        const status = error instanceof MalformedRequest ? 400 : 500;
        send(response, { status, headers: { 'content-type': 'text/plain' }, body: `${String(error)}\n` });
        settings.onAnswer?.({ service: 'unknown', request: `${message.method} ${String(error)}`, status });
      },
    );
  });
  await listen(server, settings.port);
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => close(server) };
};

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.removeListener('error', reject);
      resolve();
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

interface Exchange {
  readonly request: WireRequest;
  readonly answered: WireResponse;
}

const answer = async (wire: Wire, message: IncomingMessage): Promise<Exchange> => {
  const headers = Object.fromEntries(
    Object.entries(message.headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  );
  const body = decode(await readBody(message), headers);
  const { method = 'GET', url: path = '/' } = message;
  const request: WireRequest = { host: headers['host'] ?? '', method, path, headers, body };
  return { request, answered: await wire.answer(request) };
};

const readBody = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) throw new MalformedRequest('wrong-type', `a body has at most ${BODY_BYTES_MAX} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const decode = (body: Buffer, headers: WireRequest['headers']): Buffer => {
  const isChunked = headers['x-amz-content-sha256']?.startsWith('STREAMING-') === true;
  const content = isChunked ? decodeChunks(body) : body;
  // https://smithy.io/2.0/spec/behavior-traits.html#requestcompression-trait
  return headers['content-encoding'] === 'gzip' ? gunzipSync(content, { maxOutputLength: BODY_BYTES_MAX }) : content;
};

const send = (response: ServerResponse, { status, headers, body }: WireResponse): void => {
  const bytes = Buffer.from(body);
  response.writeHead(status, { 'content-length': bytes.length, ...headers });
  response.end(bytes);
};

/** A query may hold a signature or a token. */
const pathOf = (url: string): string => url.replace(/\?.*/s, '');

const describe = (request: WireRequest): Omit<AnsweredRequest, 'status'> => {
  const { headers, method, path, body } = request;
  const [, target] = /\.(\w+)$/.exec(headers['x-amz-target'] ?? '') ?? [];
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true;
  const [, action] = isForm ? (/(?:^|&)Action=(\w+)/.exec(String(body)) ?? []) : [];
  return { service: signedService(request) ?? 'unsigned', request: target ?? action ?? `${method} ${pathOf(path)}` };
};
