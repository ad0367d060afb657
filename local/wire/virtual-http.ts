import type { WireRequest, WireResponse } from './wire-message.ts';

/** Where the requests of a sandbox go. */
export type Network = (request: WireRequest) => Promise<WireResponse>;

/**
 * Stands in for `node:https` (and `node:http`): no sockets, an answer costs promises only. It has what
 * `@smithy/node-http-handler` and plain callers of `request` use; request and response are minimal objects instead of
 * streams, for thousands of them are made a minute.
 */
export const virtualHttp = (network: Network) => {
  const request = (options: RequestOptions, onResponse?: Listener): VirtualClientRequest => {
    if (typeof options !== 'object' || options instanceof URL) {
      throw new Error(`the virtual network takes request options as an object, not ${String(options)}`);
    }
    return new VirtualClientRequest(network, options, onResponse);
  };
  return { request, Agent: VirtualAgent };
};

export interface RequestOptions {
  readonly host?: string;
  readonly hostname?: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, unknown>>;
}

type Listener = (...args: readonly unknown[]) => void;

/** The few events of a request and its response. */
class Emitter {
  readonly #listeners: { readonly event: string; readonly listener: Listener }[] = [];

  on(event: string, listener: Listener): this {
    this.#listeners.push({ event, listener });
    return this;
  }

  // The events of a request happen once, so once and on are the same here.
  once(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  off(event: string, listener: Listener): this {
    const index = this.#listeners.findIndex((entry) => entry.event === event && entry.listener === listener);
    if (index >= 0) this.#listeners.splice(index, 1);
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  emit(event: string, ...args: readonly unknown[]): boolean {
    const due = this.#listeners.filter((entry) => entry.event === event);
    for (const { listener } of due) listener(...args);
    return due.length > 0;
  }
}

/** Connections have no life of their own: all are one that is open, and nothing about it can be set or heard. */
const SOCKET = {
  connecting: false,
  setKeepAlive: () => SOCKET,
  setTimeout: () => SOCKET,
  setNoDelay: () => SOCKET,
  on: () => SOCKET,
  once: () => SOCKET,
  off: () => SOCKET,
  removeListener: () => SOCKET,
  destroy: () => SOCKET,
};

/** An agent without the field `keepAlive`, so that no client tends connections that do not exist. */
class VirtualAgent {
  readonly maxSockets = Number.POSITIVE_INFINITY;
  readonly sockets = {};
  readonly requests = {};
  destroy(): void {}
}

class VirtualClientRequest extends Emitter {
  readonly socket: typeof SOCKET = SOCKET;
  readonly #network: Network;
  readonly #options: RequestOptions;
  readonly #chunks: Uint8Array[] = [];
  #isDestroyed = false;

  constructor(network: Network, options: RequestOptions, onResponse: Listener | undefined) {
    super();
    this.#network = network;
    this.#options = options;
    if (onResponse !== undefined) this.on('response', onResponse);
  }

  get destroyed(): boolean {
    return this.#isDestroyed;
  }

  setTimeout(): this {
    return this;
  }

  write(chunk: string | Uint8Array): boolean {
    this.#chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    return true;
  }

  end(chunk?: string | Uint8Array): this {
    this.#network(this.#message(chunk)).then(
      (answer) => this.#receive(answer),
      (error: unknown) => this.#settle('error', error),
    );
    return this;
  }

  destroy(error?: unknown): this {
    if (this.#isDestroyed) return this;
    if (error === undefined) this.emit('close');
    else this.#settle('error', error);
    this.#isDestroyed = true;
    return this;
  }

  #message(chunk: string | Uint8Array | undefined): WireRequest {
    if (this.#chunks.length > 0 && chunk !== undefined) this.write(chunk);
    const { host, hostname, method, path, headers } = this.#options;
    return {
      host: hostname ?? host ?? 'localhost',
      method: method ?? 'GET',
      path: path ?? '/',
      headers: lowerCaseNames(headers ?? {}),
      body: this.#chunks.length > 0 ? Buffer.concat(this.#chunks) : (chunk ?? ''),
    };
  }

  #receive(answer: WireResponse): void {
    this.#settle('response', new VirtualIncomingMessage(answer));
  }

  #settle(event: 'response' | 'error', value: unknown): void {
    if (this.#isDestroyed) return;
    this.emit(event, value);
    this.emit('close');
  }
}

/** It is its own body, which the SDK takes as it is; whoever listens to it or pipes it hears the same. */
class VirtualIncomingMessage extends Uint8Array {
  readonly statusCode: number;
  readonly statusMessage = '';
  readonly headers: Record<string, string>;
  readonly complete = true;
  readonly #events = new Emitter();

  constructor(answer: WireResponse) {
    const body = Buffer.from(answer.body);
    super(body.buffer, body.byteOffset, body.byteLength);
    this.statusCode = answer.status;
    this.headers = { ...answer.headers };
  }

  pipe<Destination extends { end(chunk: Uint8Array): unknown }>(destination: Destination): Destination {
    destination.end(this);
    return destination;
  }

  on(event: string, listener: Listener): this {
    this.#events.on(event, listener);
    // Like a stream, it begins to flow when somebody listens for data; all other listeners are added in the same tick.
    if (event === 'data') process.nextTick(() => this.#flow());
    return this;
  }

  once(event: string, listener: Listener): this {
    return this.on(event, listener);
  }

  off(event: string, listener: Listener): this {
    this.#events.off(event, listener);
    return this;
  }

  removeListener(event: string, listener: Listener): this {
    return this.off(event, listener);
  }

  destroy(): this {
    return this;
  }

  #flow(): void {
    this.#events.emit('data', this);
    this.#events.emit('end');
  }
}

const lowerCaseNames = (headers: Readonly<Record<string, unknown>>): Record<string, string> => {
  const lowered: Record<string, string> = {};
  for (const name of Object.keys(headers)) lowered[name.toLowerCase()] = String(headers[name]);
  return lowered;
};
