import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildSync } from 'esbuild';

/** What functions use of it: of a copy in one file, esbuild would keep every class of a command. */
const USED = ['DescribeInstancesCommand', 'DescribeInstanceStatusCommand', 'EC2Client'];

/**
 * A copy of `@aws-sdk/client-ec2` from which esbuild leaves out the shapes that nothing uses. The client describes each shape by a list whose keys are
 * computed from constants, `{ [_eN]: _x }`, and a computed key may have a side effect unless it is a literal, so that a bundle kept all of its
 * 500 KB, parsed at each cold start.
 *
 * @param root folder of the project
 * @returns path of the copy, which is the same on every machine, for source maps name it
 */
export const shakeableEc2Client = (root: string): string => {
  const resolveDir = join(root, 'node_modules/@aws-sdk/client-ec2');
  const [built] = buildSync({
    stdin: { contents: `export { ${USED.join(', ')} } from './dist-es/index.js'`, resolveDir },
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    write: false,
  }).outputFiles;
  if (built === undefined) throw new Error('esbuild returned no copy of @aws-sdk/client-ec2');
  const path = join(root, '.rubato/client-ec2.mjs');
  mkdirSync(dirname(path), { recursive: true });
  // Renamed when whole, for several processes may do the same.
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, withLiteralKeys(built.text));
  renameSync(unfinished, path);
  return path;
};

const withLiteralKeys = (source: string): string => {
  const literals = new Map([...source.matchAll(/^var (\w+) = ("[^"\\]*");$/gm)].map(([, name, text]) => [name, text]));
  return source.replaceAll(/\[(\w+)\]:/g, (key, name) => (literals.has(name) ? `${literals.get(name)}:` : key));
};
