import { createHash, type Encoding } from 'node:crypto';

/** What `createHmac` returns, as far as it is used: bytes go in, one digest comes out. */
export interface FastHmac {
  update(data: string | Uint8Array, encoding?: Encoding): FastHmac;
  digest(encoding?: 'hex' | 'base64' | 'base64url'): Buffer | string;
}

/**
 * HMAC by its definition (https://www.rfc-editor.org/rfc/rfc2104#section-2) on Node's hashes. The one of `node:crypto` prepares a
 * key object each time, which costs more than the digest of a few hundred bytes, and each request of the SDK takes two.
 *
 * @throws `Error` for a hash that is not offered
 */
export const fastHmac = (algorithm: string, key: string | Uint8Array): FastHmac => {
  const blockBytes = BLOCK_BYTES[algorithm.toLowerCase()];
  if (blockBytes === undefined) {
    throw new Error(`HMAC is offered with ${Object.keys(BLOCK_BYTES).join(', ')}, not with ${algorithm}`);
  }
  const given = typeof key === 'string' ? Buffer.from(key) : key;
  const secret = given.byteLength > blockBytes ? createHash(algorithm).update(given).digest() : given;
  const hash = createHash(algorithm).update(pad(secret, blockBytes, 0x36));
  const hmac: FastHmac = {
    update: (data, encoding) => {
      if (typeof data === 'string' && encoding !== undefined) hash.update(data, encoding);
      else hash.update(data);
      return hmac;
    },
    digest: (encoding) => {
      const outer = createHash(algorithm)
        .update(pad(secret, blockBytes, 0x5c))
        .update(hash.digest());
      return encoding === undefined ? outer.digest() : outer.digest(encoding);
    },
  };
  return hmac;
};

const BLOCK_BYTES: Readonly<Record<string, number>> = { sha1: 64, sha256: 64, sha384: 128, sha512: 128 };

const pad = (secret: Uint8Array, blockBytes: number, filler: number): Uint8Array => {
  const block = new Uint8Array(blockBytes).fill(filler);
  for (let index = 0; index < secret.byteLength; index++) block[index] = filler ^ (secret[index] ?? 0);
  return block;
};
