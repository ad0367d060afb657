import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { inTemporaryFolder } from '../in-temporary-folder.ts';
import { PROJECT } from '../project-file.ts';

/** What `npm start` prints when it begins to play. */
const FIRST_PROGRESS = /^\d+ % /m;

/**
 * Seconds until `npm start` tells its first progress, npm and all, in a process that is ended there. The assembly of the example is to be kept already.
 *
 * @throws `Error` with what the process said when it ends before
 */
export const secondStart = (host: Host): Promise<number> =>
  inTemporaryFolder(join(tmpdir(), 'rubato-start-'), host, async (cwd) => {
    const startedAt = performance.now();
    // As a person calls it, also where npm has called the bench.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|INIT_CWD$)/.test(name)));
    // A group of its own: npm, its shell and the command end together.
    const child = spawn('npm', ['--prefix', PROJECT, 'start'], {
      cwd,
      env,
      detached: true,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const end = (): void => {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGTERM');
    };
    const forget = host.onInterrupt(end);
    let told = '';
    let seconds: number | undefined;
    child.stderr.on('data', (chunk: Buffer) => {
      told += chunk;
      if (seconds !== undefined || !FIRST_PROGRESS.test(told)) return;
      seconds = (performance.now() - startedAt) / 1000;
      end();
    });
    await once(child, 'close').finally(forget);
    if (seconds === undefined) throw new Error(`npm start told no progress: ${told.slice(-2000)}`);
    return seconds;
  });
