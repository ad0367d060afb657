import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '..');
const CODE = ['core', 'functions', 'infra', 'local', 'cli'];

/** Imports that must not be, one for each rule of docs/architecture.md. */
const PLANTED = [
  { rule: 'core knows no package', file: 'core/scaling/a.ts', imports: 'zod' },
  { rule: 'core knows no built-in module', file: 'core/scaling/b.ts', imports: 'node:fs' },
  { rule: 'core knows no other folder', file: 'core/scaling/c.ts', imports: '../../functions/ports/tier-store.ts' },
  { rule: 'core/blueprint knows zod and yaml only', file: 'core/blueprint/a.ts', imports: 'temporal-polyfill' },
  { rule: 'core/schedule knows temporal-polyfill only', file: 'core/schedule/a.ts', imports: 'croner' },
  { rule: 'a port knows no package', file: 'functions/ports/a.ts', imports: '@aws-sdk/client-sfn' },
  { rule: 'a port knows no adapter', file: 'functions/ports/b.ts', imports: '../adapters/system-clock.ts' },
  { rule: 'an adapter knows no middleware package', file: 'functions/adapters/a.ts', imports: '@middy/core' },
  { rule: 'an adapter knows no caller', file: 'functions/adapters/b.ts', imports: '../triggers/on-sweep/handler.ts' },
  { rule: 'a middleware knows no SDK', file: 'functions/middleware/a.ts', imports: '@aws-sdk/client-sfn' },
  { rule: 'a middleware knows no port', file: 'functions/middleware/b.ts', imports: '../ports/tier-store.ts' },
  {
    rule: 'a handler knows no adapter',
    file: 'functions/triggers/on-x/handler.ts',
    imports: '../../adapters/system-clock.ts',
  },
  { rule: 'a handler knows no SDK', file: 'functions/tasks/do-x/handler.ts', imports: '@aws-sdk/client-sfn' },
  { rule: 'a trigger knows no sibling', file: 'functions/triggers/on-x/event.ts', imports: '../on-y/event.ts' },
  { rule: 'wiring knows no sibling', file: 'functions/triggers/on-x/index.ts', imports: '../on-y/handler.ts' },
  {
    rule: 'wiring knows no powertools',
    file: 'functions/tasks/do-x/index.ts',
    imports: '@aws-lambda-powertools/logger',
  },
  { rule: 'infra imports no function', file: 'infra/a.ts', imports: '../functions/triggers/on-sweep/index.ts' },
  { rule: 'infra imports no thinking', file: 'infra/constructs/a.ts', imports: '../../core/scaling/decide-scale.ts' },
  { rule: 'infra knows no package but CDK', file: 'infra/b.ts', imports: 'zod' },
  { rule: 'the embedded cloud knows nothing of us', file: 'local/services/a.ts', imports: '../../core/errors.ts' },
  {
    rule: 'the CLI calls no handler',
    file: 'cli/commands/a.ts',
    imports: '../../functions/triggers/on-sweep/handler.ts',
  },
  { rule: 'the CLI runs no infra', file: 'cli/b.ts', imports: '../infra/app.ts' },
  { rule: 'nothing imports test', file: 'cli/c.ts', imports: '../test/fakes/a.ts' },
];

describe('import rules', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubato-tidy-'));
  let diagnostics: { readonly location: { readonly path: string }; readonly category: string }[];

  beforeAll(() => {
    const config = JSON.parse(readFileSync(join(ROOT, 'biome.json'), 'utf8'));
    writeFileSync(join(folder, 'biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
    for (const { file, imports } of PLANTED)
      plant(join(folder, file), `import type { X } from '${imports}';\nexport type Y = X;\n`);
    plant(join(folder, 'core/cycle/a.ts'), "import type { B } from './b.ts';\nexport type A = B;\n");
    plant(join(folder, 'core/cycle/b.ts'), "import type { A } from './a.ts';\nexport type B = A;\n");
    const biome = join(ROOT, 'node_modules/.bin/biome');
    const run = spawnSync(biome, ['lint', '--reporter=json', '--max-diagnostics=none', '.'], {
      cwd: folder,
      encoding: 'utf8',
    });
    diagnostics = JSON.parse(run.stdout).diagnostics;
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const found = (file: string, category: string): boolean =>
    diagnostics.some(({ location, category: of }) => location.path.endsWith(file) && of === category);

  it.each(PLANTED)('$rule', ({ file }) => {
    expect(found(file, 'lint/style/noRestrictedImports')).toBe(true);
  });

  it('no cycles', () => {
    expect(found('core/cycle/a.ts', 'lint/suspicious/noImportCycles')).toBe(true);
  });
});

/** What a type-checker cannot see: each row with the places where it does not hold and what to write instead. */
const BANNED = [
  {
    what: 'Date.now',
    pattern: /\bDate\.now\b/,
    instead: 'the Clock port or an argument',
    except: /adapters\/system-clock\.ts$/,
  },
  {
    what: 'new Date() without an argument',
    pattern: /new Date\(\)/,
    instead: 'the Clock port or an argument',
    except: null,
  },
  { what: 'Math.random', pattern: /\bMath\.random\b/, instead: 'a seeded argument', except: null },
  { what: 'randomUUID', pattern: /\brandomUUID\b/, instead: 'an id that follows from the event', except: null },
  { what: 'a timer', pattern: /\bset(Timeout|Interval)\b/, instead: 'a Wait state', except: null },
  { what: 'process.env', pattern: /process\.env/, instead: 'an argument from index.ts', except: /index\.ts$/ },
  { what: 'console', pattern: /\bconsole\./, instead: 'the logger', except: null },
  { what: 'a default export', pattern: /^export default/m, instead: 'a named export', except: null },
  { what: 'an enum', pattern: /^(export )?(const )?enum /m, instead: 'a union of strings', except: null },
];

describe('house rules of core and functions', () => {
  const files = ['core', 'functions'].flatMap(sourcesOf);

  it.each(BANNED)('$what is banned, use $instead', ({ pattern, except }) => {
    const offenders = files.filter((file) => pattern.test(readFileSync(file, 'utf8')) && !except?.test(file));
    expect(offenders.map((file) => relative(ROOT, file))).toEqual([]);
  });
});

describe('names', () => {
  it('no file or folder is a drawer', () => {
    const drawers = CODE.flatMap(sourcesOf).filter((file) =>
      /\b(utils?|helpers?|common|managers?|misc|shared)\b/.test(relative(ROOT, file)),
    );
    expect(drawers.map((file) => relative(ROOT, file))).toEqual([]);
  });

  it('files are written in kebab-case', () => {
    const odd = CODE.flatMap(sourcesOf).filter(
      (file) => !/^[a-z0-9-]+(\.[a-z0-9-]+)*\.(ts|js)$/.test(file.slice(file.lastIndexOf('/') + 1)),
    );
    expect(odd.map((file) => relative(ROOT, file))).toEqual([]);
  });
});

function sourcesOf(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|js)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function plant(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
