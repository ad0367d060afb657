import { Console } from 'node:console';
import { format } from 'node:util';

/** What a line on standard output is written with. */
export interface LineStream {
  write(chunk: unknown): boolean;
  readonly isTTY: false;
  on(): LineStream;
  once(): LineStream;
  removeListener(): LineStream;
  listenerCount(): number;
}

/** Standard output of a function: each write is a line of its log. */
export const lineStream = (writeLine: (line: string) => void): LineStream => {
  const stream: LineStream = {
    isTTY: false,
    write: (chunk) => {
      writeLine(String(chunk).replace(/\n$/, ''));
      return true;
    },
    on: () => stream,
    once: () => stream,
    removeListener: () => stream,
    listenerCount: () => 0,
  };
  return stream;
};

const LEVELS = { trace: 'TRACE', debug: 'DEBUG', log: 'INFO', info: 'INFO', warn: 'WARN', error: 'ERROR' } as const;

/**
 * The console of the Node runtime: time, request id, level and message with tabs between
 * (https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html, the text format).
 */
export const virtualConsole = (stdout: LineStream, line: (level: string, message: string) => void): Console => {
  const console = new Console({ stdout: stdout as unknown as NodeJS.WritableStream, colorMode: false });
  for (const [method, level] of Object.entries(LEVELS)) {
    Reflect.set(console, method, (...parts: readonly unknown[]) => line(level, format(...parts)));
  }
  return console;
};
