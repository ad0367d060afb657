import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCloud } from '../../local/cloud.ts';
import { serviceModel } from '../../local/wire/service-model.ts';

const ROOT = join(import.meta.dirname, '../..');
const SERVICES = 'local/services';

interface Row {
  readonly service: string;
  readonly operation: string;
  readonly cells: readonly string[];
}

const text = readFileSync(join(ROOT, 'docs/embedded-cloud-operations.md'), 'utf8');

/** Each heading with a signing name in it opens the table of that service. */
const rows: readonly Row[] = text.split(/^## /m).flatMap((section) => {
  const service = /^[^\n]*\(`([\w-]+)`\)/.exec(section)?.[1];
  if (service === undefined) return [];
  return [...section.matchAll(/^\| \[(\w+)\].*$/gm)].map(([line, operation = '']) => {
    return { service, operation, cells: line.split('|').map((cell) => cell.trim().replaceAll('`', '')) };
  });
});

const services = [...createCloud({ seed: 1, startAtMs: 0 }).kernel.services.values()];
const registered = services.flatMap((service) =>
  Object.keys(service.operations).map((operation) => `${service.name}:${operation}`),
);

describe('the table of operations', () => {
  it('has every operation of the cloud once, and no other', () => {
    const listed = rows.map(({ service, operation }) => `${service}:${operation}`);
    expect(listed.toSorted()).toEqual(registered.toSorted());
    expect(listed.length).toBeGreaterThanOrEqual(90);
  });

  it.each(rows)('$service:$operation names its page, its file and a test that speaks of it', ({ operation, cells }) => {
    const [, page = '', modelled, notModelled, file = '', test = ''] = cells;
    expect(page).toMatch(new RegExp(`^\\[${operation}\\]\\(https://docs\\.aws\\.amazon\\.com/\\S+\\)$`));
    expect([modelled, notModelled]).not.toContain('');
    expect(readFileSync(join(ROOT, SERVICES, file), 'utf8')).toMatch(/operation[<(]/);
    expect(readFileSync(join(ROOT, 'test', SERVICES, test), 'utf8')).toContain(operation);
  });
});

it('the table of engines names files and tests that exist', () => {
  const engines = text.slice(text.indexOf('## Engines'), text.indexOf('## How near it is'));
  const paths = [...engines.matchAll(/`((?:local|test)\/[\w/.-]+\.ts)`/g)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(0);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

it('the page of the endpoint tells the services that clients reach from those that answer nobody outside', () => {
  const page = readFileSync(join(ROOT, 'docs/embedded-cloud.md'), 'utf8');
  const [, reached = '', others = ''] = /\*\*Services for clients\*\*(.*?)The others(.*?)\n- /s.exec(page) ?? [];
  const namesIn = (part: string) => new Set([...part.matchAll(/`([a-z0-9]+)`/g)].map(([, name]) => name));
  const names = services.map(({ name }) => name);
  expect(namesIn(reached)).toEqual(new Set(names.filter((name) => serviceModel(name) !== undefined)));
  expect(namesIn(others)).toEqual(new Set(names.filter((name) => serviceModel(name) === undefined)));
});
