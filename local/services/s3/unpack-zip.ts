import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';

/** Records of a zip archive, by their signatures: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (4.3) */
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const STORED = 0;
const DEFLATED = 8;

/** Of a function's code: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const UNPACKED_BYTES_MAX = 250 * 1024 * 1024;

/**
 * Unpack a zip archive into a folder.
 *
 * @throws Error when it is none, is packed in another way than deflated or stored, or has a file that would lie outside
 */
export const unpackZip = (archive: Buffer, folder: string): void => {
  for (const { name, content } of entriesOf(archive)) {
    const path = resolve(folder, name);
    if (!path.startsWith(resolve(folder) + sep))
      throw new Error(`the archive has the file ${name}, which lies outside of it`);
    if (name.endsWith('/')) continue;
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content());
  }
};

interface Entry {
  readonly name: string;
  readonly content: () => Buffer;
}

const entriesOf = (archive: Buffer): readonly Entry[] => {
  const end = findEnd(archive);
  const entries: Entry[] = [];
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    if (archive.readUInt32LE(at) !== ENTRY_SIGNATURE) throw new Error('the zip archive has a broken directory');
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + Number(nameBytes));
    entries.push({ name, content: contentAt(archive, at) });
    at += ENTRY_BYTES + Number(nameBytes) + Number(extraBytes) + Number(commentBytes);
  }
  return entries;
};

const findEnd = (archive: Buffer): number => {
  for (let at = archive.length - END_BYTES; at >= 0; at--) if (archive.readUInt32LE(at) === END_SIGNATURE) return at;
  throw new Error('the code is no zip archive');
};

const contentAt = (archive: Buffer, entry: number) => (): Buffer => {
  const method = archive.readUInt16LE(entry + 10);
  const [packedBytes, local] = [20, 42].map((offset) => archive.readUInt32LE(entry + offset)) as [number, number];
  const start = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(start, start + packedBytes);
  if (method === STORED) return packed;
  if (method === DEFLATED) return inflateRawSync(packed, { maxOutputLength: UNPACKED_BYTES_MAX });
  throw new Error(`the zip archive has a file that is packed by method ${method}; it must be 0 or 8`);
};
