import crypto from 'node:crypto';
import type { Random } from '../kernel.ts';
import { fastHash, fastHmac } from './fast-hash.ts';
import { overlay } from './overlay.ts';
import { refusedModule } from './refused-module.ts';

/**
 * `node:crypto` whose randomness comes from the seed; hashes and signatures are the real ones. `crypto.subtle` is refused:
 * it answers from a thread pool, which knows no virtual time.
 */
export const seededCrypto = (random: Random, onRefused: (error: Error) => void) => {
  const fill = <Bytes extends ArrayBufferView>(bytes: Bytes): Bytes => {
    new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength).set(
      Buffer.from(random.hex(bytes.byteLength * 2), 'hex'),
    );
    return bytes;
  };
  const randomBytes = (size: number, callback?: (error: null, bytes: Buffer) => void): Buffer => {
    const bytes = fill(Buffer.alloc(size));
    if (callback !== undefined) queueMicrotask(() => callback(null, bytes));
    return bytes;
  };
  const randomInt = (low: number, high?: number): number => {
    const [from, to] = high === undefined ? [0, low] : [low, high];
    return from + Math.floor(random.next() * (to - from));
  };
  const members = { randomUUID: () => random.uuid(), getRandomValues: fill };
  const webcrypto = overlay(crypto.webcrypto, { ...members, subtle: refusedModule('crypto.subtle', onRefused) });
  return {
    webcrypto,
    module: overlay(crypto, {
      ...members,
      createHash: fastHash,
      createHmac: fastHmac,
      randomBytes,
      randomFillSync: fill,
      randomInt,
      webcrypto,
    }),
  };
};
