import type { VirtualClock } from '../clock/virtual-clock.ts';
import type { Random } from '../kernel.ts';
import { type Network, virtualHttp } from '../wire/virtual-http.ts';
import type { SandboxScope } from './bundle.ts';
import { overlay } from './overlay.ts';
import { refusedModule } from './refused-module.ts';
import { sandboxRequire } from './sandbox-require.ts';
import { seededCrypto } from './seeded-crypto.ts';
import { createTaskFiles, TASK_ROOT } from './task-files.ts';
import { lineStream, virtualConsole } from './virtual-console.ts';
import { virtualDate } from './virtual-date.ts';
import { virtualProcess } from './virtual-process.ts';
import type { TimerFunctions } from './virtual-timers.ts';

export interface SandboxSettings {
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly network: Network;
  readonly timers: TimerFunctions;
  /** A line as the function wrote it on its standard output. */
  readonly log: (line: string) => void;
  /** A message of its console. */
  readonly line: (level: string, message: string) => void;
}

/**
 * Everything that a bundle can reach: virtual time, seeded chance, the virtual network, its own files and variables. It
 * runs in the realm of the embedded cloud, for a realm of its own would break `instanceof` for bytes and errors; the
 * sandbox keeps honest code deterministic and is no wall against hostile code.
 */
export const createSandbox = (settings: SandboxSettings): { scope: SandboxScope; module: { exports: unknown } } => {
  const { clock, random, timers, variables, log, line } = settings;
  const nowMs = (): number => clock.nowMs;
  const onRefused = (error: Error): void => clock.fail(error);
  const crypto = seededCrypto(random, onRefused);
  const stdout = lineStream(log);
  const performance = virtualPerformance(nowMs);
  const virtual = { ...virtualModules(settings), crypto: crypto.module, perf_hooks: { performance } };
  const requireModule = sandboxRequire(virtual, createTaskFiles(settings.folder, onRefused), onRefused);
  const globals = {
    process: virtualProcess({
      environment: { ...variables },
      nowMs,
      stdout,
      warn: (message) => line('WARN', message),
      requireModule,
    }),
    console: virtualConsole(stdout, line),
    Date: virtualDate(nowMs),
    Math: overlay(Math, { random: () => random.next() }),
    performance,
    crypto: crypto.webcrypto,
    fetch: Reflect.get(refusedModule('globalThis', onRefused), 'fetch'),
    ...timers,
  };
  Object.assign(virtual, {
    process: globals.process,
    console: overlay(globals.console, { Console: process.getBuiltinModule('console').Console }),
  });
  const globalObject: object = overlay(globalThis, globals);
  Object.assign(globalObject, { globalThis: globalObject, global: globalObject });
  const module = { exports: {} };
  const scope: SandboxScope = {
    ...globals,
    exports: module.exports,
    module,
    require: requireModule,
    __filename: `${TASK_ROOT}/index.js`,
    __dirname: TASK_ROOT,
    globalThis: globalObject,
    global: globalObject,
  };
  return { scope, module };
};

const virtualModules = ({ network, timers }: SandboxSettings): Record<string, unknown> => {
  const http = virtualHttp(network);
  const wait = (delayMs: number, value: unknown): Promise<unknown> =>
    new Promise((resolve) => timers.setTimeout(() => resolve(value), delayMs));
  return { http, https: http, os: LAMBDA_OS, timers, 'timers/promises': { setTimeout: wait } };
};

const virtualPerformance = (nowMs: () => number): object => {
  const startMs = nowMs();
  const nothing = (): undefined => undefined;
  return { now: () => nowMs() - startMs, timeOrigin: startMs, mark: nothing, measure: nothing };
};

/** What `node:os` says on Lambda; nothing of the machine the run takes place on. */
const LAMBDA_OS = {
  EOL: '\n',
  arch: () => 'arm64',
  cpus: () => [],
  freemem: () => 0,
  homedir: () => '/root',
  hostname: () => 'localhost',
  platform: () => 'linux',
  release: () => '5.10.0',
  tmpdir: () => '/tmp',
  totalmem: () => 0,
  type: () => 'Linux',
};
