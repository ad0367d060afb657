import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCUMENT = join(import.meta.dirname, '../../docs/embedded-cloud.md');

export interface CommandResult {
  readonly code: number | null;
  /** Standard output and standard error, as they came. */
  readonly text: string;
}

/** What a person would see who typed these commands; docs/embedded-cloud.md holds the same. */
export class Transcript {
  readonly #lines: string[] = [];
  #env: NodeJS.ProcessEnv;
  readonly #tidy: (text: string) => string;

  /** @param tidy takes away what differs between two runs */
  constructor(env: NodeJS.ProcessEnv, tidy: (text: string) => string = (text) => text) {
    this.#env = env;
    this.#tidy = tidy;
  }

  /** Type a command into a shell. The event loop stays free, for it is this process that answers. */
  async type(command: string): Promise<CommandResult> {
    const result = await run(command, this.#env);
    this.#lines.push(`$ ${command}`, ...this.#tidy(result.text).trimEnd().split('\n').filter(Boolean), '');
    return result;
  }

  /** Keep what a command prints in a variable of the shell, for those after it. */
  async assign(variable: string, command: string): Promise<CommandResult> {
    const result = await run(command, this.#env);
    this.#env = { ...this.#env, [variable]: result.text.trim() };
    this.#lines.push(`$ ${variable}=$(${command})`, '');
    return result;
  }

  remark(text: string): void {
    this.#lines.push(`# ${text}`);
  }

  get text(): string {
    return this.#lines.join('\n').trimEnd();
  }
}

const run = (command: string, env: NodeJS.ProcessEnv): Promise<CommandResult> =>
  new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', `exec 2>&1; ${command}`], { env, stdio: ['ignore', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
  });

/** The transcript of that name in the document; `UPDATE=1` writes it there first. */
export const documented = (name: string, transcript: string): string => {
  const document = readFileSync(DOCUMENT, 'utf8');
  const [begin, end] = [`<!-- transcript ${name} -->\n\`\`\`console\n`, '\n```\n<!-- end -->'];
  const from = document.indexOf(begin) + begin.length;
  const to = document.indexOf(end, from);
  if (from < begin.length || to < 0) throw new Error(`docs/embedded-cloud.md has no transcript ${name}`);
  if (process.env['UPDATE'] !== '1') return document.slice(from, to);
  writeFileSync(DOCUMENT, document.slice(0, from) + transcript + document.slice(to));
  return transcript;
};
