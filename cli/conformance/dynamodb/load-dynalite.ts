import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import type dynalite from 'dynalite';
import { MENDS, type Mend } from './dynalite-mends.ts';

/** Told of each time that a mend makes a difference. */
export type OnMend = (mend: Mend) => void;

/**
 * dynalite with its mends.
 *
 * @throws `Error` when there is no dynalite, which is a development dependency, or another one than the mends are for
 */
export const loadDynalite = (onMend: OnMend, mends: readonly Mend[] = MENDS): typeof dynalite => {
  const entry = createRequire(import.meta.url).resolve('dynalite');
  const loaded = new Map<string, { exports: unknown }>();
  const mended = mends.map((mend) => <Value>(was: Value, is: Value): Value => {
    if (was !== is) onMend(mend);
    return is;
  });
  const load = (file: string): unknown => {
    const known = loaded.get(file);
    if (known !== undefined) return known.exports;
    const module = { exports: {} };
    loaded.set(file, module);
    const plain = createRequire(file);
    const require = (name: string): unknown => (name.startsWith('.') ? load(plain.resolve(name)) : plain(name));
    const source = mendSource(readFileSync(file, 'utf8'), relative(dirname(entry), file), mends);
    compileFunction(source, ['module', 'exports', 'require', '__dirname', 'MENDED'], { filename: file })(
      module,
      module.exports,
      require,
      dirname(file),
      mended,
    );
    return module.exports;
  };
  return load(entry) as typeof dynalite;
};

const mendSource = (source: string, file: string, mends: readonly Mend[]): string =>
  mends.reduce(
    (text, mend, index) =>
      mend.edits
        .filter((edit) => edit.file === file)
        .reduce((edited, { found, put }) => {
          const parts = edited.split(found);
          if (parts.length !== 2)
            throw new Error(`${file}: found ${parts.length - 1} times "${found}", must be there once (${mend.name})`);
          return parts.join(put.replaceAll('mended(', `MENDED[${index}](`));
        }, text),
    source,
  );
