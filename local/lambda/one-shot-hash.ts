import { hash } from 'node:crypto';

type Data = string | Uint8Array;

/** What `createHash` and `createHmac` return, as far as it is used: bytes go in, one digest comes out. */
export interface HashObject {
  update(data: Data, encoding?: BufferEncoding): HashObject;
  digest(encoding?: 'hex' | 'base64' | 'base64url'): Buffer | string;
  copy(): HashObject;
}

/**
 * Real digests without the streams and key objects of `node:crypto`: signing is the dearest thing a client of the SDK
 * does, and most of that is Node setting up a hash for a few hundred bytes.
 */
export const createHash = (algorithm: string): HashObject => collect((bytes) => digestOf(algorithm, bytes));

/** HMAC by its definition: https://www.rfc-editor.org/rfc/rfc2104#section-2 */
export const createHmac = (algorithm: string, key: Data): HashObject => {
  const blockBytes = BLOCK_BYTES[algorithm];
  if (blockBytes === undefined) {
    throw new Error(`HMAC is offered with ${Object.keys(BLOCK_BYTES).join(', ')}, not with ${algorithm}`);
  }
  const given = typeof key === 'string' ? Buffer.from(key) : key;
  const secret = given.byteLength > blockBytes ? digestOf(algorithm, given) : given;
  const inner = Buffer.alloc(blockBytes, 0x36);
  const outer = Buffer.alloc(blockBytes, 0x5c);
  for (let index = 0; index < secret.byteLength; index++) {
    const byte = secret[index] ?? 0;
    inner[index] = 0x36 ^ byte;
    outer[index] = 0x5c ^ byte;
  }
  return collect((bytes) =>
    digestOf(algorithm, Buffer.concat([outer, digestOf(algorithm, Buffer.concat([inner, bytes]))])),
  );
};

const BLOCK_BYTES: Readonly<Record<string, number>> = { sha1: 64, sha256: 64, sha384: 128, sha512: 128 };

const digestOf = (algorithm: string, bytes: Uint8Array): Buffer => hash(algorithm, bytes, 'buffer');

const collect = (finish: (bytes: Uint8Array) => Buffer, chunks: Uint8Array[] = []): HashObject => {
  const object: HashObject = {
    update: (data, encoding) => {
      chunks.push(typeof data === 'string' ? Buffer.from(data, encoding) : copyBytes(data));
      return object;
    },
    digest: (encoding) => {
      const [only] = chunks;
      const digest = finish(chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks));
      return encoding === undefined ? digest : digest.toString(encoding);
    },
    copy: () => collect(finish, [...chunks]),
  };
  return object;
};

/** Through the memory, for the SDK hands over byte arrays that warn when they are treated as anything but bytes. */
const copyBytes = (bytes: Uint8Array): Uint8Array =>
  new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).slice();
