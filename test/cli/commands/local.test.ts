import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type LocalOptions, local } from '../../../cli/commands/local.ts';
import type { Host } from '../../../cli/host.ts';

const EMPTY: LocalOptions = { port: 0, speed: 60, blueprint: 'rubato.yaml', empty: true, seed: 1 };

/** A person who interrupts the command as soon as it has said where it listens. */
const impatientHost = () => {
  const ending = new AbortController();
  const said: string[] = [];
  const host: Host = {
    isInteractive: false,
    columns: 80,
    result: (lines) => {
      said.push(...lines);
      ending.abort();
    },
    note: (text) => said.push(text),
    progress: () => undefined,
    done: () => undefined,
    onInterrupt: () => () => undefined,
    untilInterrupted: () => ending.signal,
  };
  return { host, said };
};

describe('rubato local', () => {
  it('says where it listens and what to type, and ends when it is interrupted', async () => {
    const { host, said } = impatientHost();
    await local(EMPTY, host);
    expect(said[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+ is the embedded cloud: .*60 times as fast/);
    expect(said.join('\n')).toContain('aws sts get-caller-identity');
    expect(said.at(-1)).toContain('ended');
  });

  it('says in a sentence that its port is taken', async () => {
    const other = createServer();
    onTestFinished(() => void other.close());
    await new Promise<void>((resolve) => {
      other.listen(0, '127.0.0.1', resolve);
    });
    const { port } = other.address() as AddressInfo;
    await expect(local({ ...EMPTY, port }, impatientHost().host)).rejects.toMatchObject({
      name: 'UsageError',
      message: `--port: found ${port}, which another program listens on; another port from 1024 to 65535 is needed`,
    });
  });

  it('refuses requests that no tier would get', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rubato-local-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const blueprint = join(folder, 'no-tiers.yaml');
    writeFileSync(blueprint, 'installation: quiet\n');
    await expect(local({ ...EMPTY, empty: false, blueprint, requests: 5 }, impatientHost().host)).rejects.toThrow(
      `--requests: found 5, but ${blueprint} has no tier`,
    );
  });
});
