import { type Encoding, hash as hashOnce } from 'node:crypto';

/** What `createHash` and `createHmac` return, as far as it is used: bytes go in, a digest comes out. */
export interface FastHash {
  update(data: string | Uint8Array, encoding?: Encoding): FastHash;
  copy(): FastHash;
  digest(encoding?: 'hex' | 'base64' | 'base64url'): Buffer | string;
}

/**
 * Hashes and HMACs that keep what they are given and are worked out at once when asked, by `crypto.hash`: the streams of
 * `node:crypto` cost several times what the digest of a few hundred bytes does, and each request of the SDK takes six.
 *
 * @throws `Error` for a hash that is not offered
 */
export const fastHash = (algorithm: string): FastHash => {
  blockBytesOf(algorithm);
  return accumulate([], (message) => digestOf(algorithm, message));
};

/** HMAC by its definition, https://www.rfc-editor.org/rfc/rfc2104#section-2. */
export const fastHmac = (algorithm: string, key: string | Uint8Array): FastHash => {
  const blockBytes = blockBytesOf(algorithm);
  const given = typeof key === 'string' ? Buffer.from(key) : key;
  const secret = given.byteLength > blockBytes ? digestOf(algorithm, [given]) : given;
  const outer = pad(secret, blockBytes, 0x5c);
  return accumulate([pad(secret, blockBytes, 0x36)], (message) =>
    digestOf(algorithm, [outer, digestOf(algorithm, message)]),
  );
};

type Part = string | Uint8Array;

const accumulate = (given: readonly Part[], digestMessage: (message: readonly Part[]) => Buffer): FastHash => {
  const message = [...given];
  const hash: FastHash = {
    update: (data, encoding) => {
      message.push(typeof data === 'string' && encoding !== undefined ? Buffer.from(data, encoding) : data);
      return hash;
    },
    copy: () => accumulate(message, digestMessage),
    digest: (encoding) => {
      const digest = digestMessage(message);
      return encoding === undefined ? digest : digest.toString(encoding);
    },
  };
  return hash;
};

/** By way of hexadecimal, for the one-shot function makes a string three times as quickly as a buffer. */
const digestOf = (algorithm: string, message: readonly Part[]): Buffer => {
  const [first = '', ...others] = message;
  const whole = others.length === 0 ? first : Buffer.concat(message.map(bytesOf));
  return Buffer.from(hashOnce(algorithm, whole, 'hex'), 'hex');
};

const bytesOf = (part: Part): Uint8Array => (typeof part === 'string' ? Buffer.from(part) : part);

const BLOCK_BYTES: Readonly<Record<string, number>> = { md5: 64, sha1: 64, sha256: 64, sha384: 128, sha512: 128 };

const blockBytesOf = (algorithm: string): number => {
  const blockBytes = BLOCK_BYTES[algorithm.toLowerCase()];
  if (blockBytes !== undefined) return blockBytes;
  throw new Error(`hashes are offered with ${Object.keys(BLOCK_BYTES).join(', ')}, not with ${algorithm}`);
};

const pad = (secret: Uint8Array, blockBytes: number, filler: number): Uint8Array => {
  const block = new Uint8Array(blockBytes).fill(filler);
  for (let index = 0; index < secret.byteLength; index++) block[index] = filler ^ (secret[index] ?? 0);
  return block;
};
