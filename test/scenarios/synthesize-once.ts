import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { assemblyOf } from '../../cli/assembly/assembly-cache.ts';

/** Every assembly that scenarios deploy, made before the first of them and kept by content. */
export default async function synthesizeOnce(): Promise<void> {
  await assemblyOf(resolve('rubato.yaml')); // with the bundles, which the others take over
  await Promise.all(globSync('test/blueprints/*.yaml').map((file) => assemblyOf(resolve(file))));
}
