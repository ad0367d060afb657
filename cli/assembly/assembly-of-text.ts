import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Host } from '../host.ts';
import { inTemporaryFolder } from '../in-temporary-folder.ts';
import { assemblyOf } from './assembly-cache.ts';

/** The folder of the cloud assembly of a blueprint that is in no file, kept as that of any other. */
export const assemblyOfText = (blueprint: string, host: Pick<Host, 'note' | 'onInterrupt'>): Promise<string> =>
  inTemporaryFolder(join(tmpdir(), 'rubato-blueprint-'), host, async (folder) => {
    const file = join(folder, 'rubato.yaml');
    writeFileSync(file, blueprint);
    return (await assemblyOf(file, host)).folder;
  });
