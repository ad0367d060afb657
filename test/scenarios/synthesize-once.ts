import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';

/** Every assembly that scenarios deploy, made before the first of them and kept by content. */
export default async function synthesizeOnce(): Promise<void> {
  const files = ['rubato.yaml', ...globSync('test/blueprints/*.yaml')];
  await Promise.all(files.map((file) => assemblyOf(resolve(file))));
}
