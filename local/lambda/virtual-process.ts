import type { LineStream } from './virtual-console.ts';

export interface ProcessSettings {
  readonly environment: Record<string, string>;
  readonly nowMs: () => number;
  readonly stdout: LineStream;
  readonly warn: (message: string) => void;
  readonly requireModule: (name: string) => unknown;
}

/** The `process` of one execution environment: its own variables and clock, nothing of the machine but Node's version. */
export const virtualProcess = (settings: ProcessSettings): object => {
  const { environment, nowMs, stdout } = settings;
  const startMs = nowMs();
  const upSeconds = (): number => (nowMs() - startMs) / 1000;
  const ignore = (): object => virtual;
  const hrtime = Object.assign(
    (since: readonly [number, number] = [0, 0]): [number, number] => {
      const elapsed =
        BigInt(Math.round((nowMs() - startMs) * 1e6)) - BigInt(since[0]) * 1_000_000_000n - BigInt(since[1]);
      return [Number(elapsed / 1_000_000_000n), Number(elapsed % 1_000_000_000n)];
    },
    { bigint: () => BigInt(Math.round((nowMs() - startMs) * 1e6)) },
  );
  const virtual = {
    env: environment,
    version: process.version,
    versions: process.versions,
    release: process.release,
    arch: 'arm64',
    platform: 'linux',
    pid: 1,
    title: 'node',
    argv: ['/var/lang/bin/node', '/var/runtime/index.mjs'],
    execArgv: [],
    execPath: '/var/lang/bin/node',
    exitCode: undefined,
    stdout,
    stderr: stdout,
    nextTick: process.nextTick,
    emitWarning: (warning: unknown) => settings.warn(String(warning)),
    cwd: () => '/var/task',
    uptime: upSeconds,
    hrtime,
    memoryUsage: () => ({ rss: 0, heapTotal: 0, heapUsed: 0, external: 0, arrayBuffers: 0 }),
    getBuiltinModule: settings.requireModule,
    exit: (code = 0): never => {
      throw Object.assign(new Error(`exited with code ${code}`), { name: 'Runtime.ExitError' });
    },
    // Signals and unhandled rejections do not reach a function here.
    on: ignore,
    once: ignore,
    off: ignore,
    addListener: ignore,
    removeListener: ignore,
    listeners: () => [],
    listenerCount: () => 0,
    emit: () => false,
  };
  return virtual;
};
