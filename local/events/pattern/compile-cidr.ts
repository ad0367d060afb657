import { parseIpAddress } from './parse-ip-address.ts';
import { refusePattern } from './refuse-pattern.ts';
import type { ValueTest } from './value-test.ts';

/**
 * Addresses within a block, versions 4 and 6.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html#eb-filtering-ip-matching
 *
 * @throws `AwsError` InvalidEventPatternException
 */
export const compileCidr = (block: unknown): ValueTest => {
  // The word is AWS's: it reports a block that is no text as a prefix that is none.
  if (typeof block !== 'string') return refusePattern('prefix match pattern must be a string');
  const [address = '', mask = '', ...more] = block.split('/');
  if (mask === '' || more.length > 0) refusePattern("Malformed CIDR, one '/' required");
  if (!/^-?\d+$/.test(mask)) refusePattern('Malformed CIDR, mask bits must be an integer');
  if (mask.startsWith('-')) refusePattern('Malformed CIDR, mask bits must not be negative');
  const first = parseIpAddress(address) ?? refusePattern(`Nonstandard IP address: ${address}`);
  const bits = first.length * 4;
  // Whether AWS takes a block of one address is unverified; refusing it would be the harsher mistake.
  if (Number(mask) > bits) refusePattern(`IPv${bits === 32 ? 4 : 6} mask bits must be <= ${bits}`);
  const last = lastAddress(first, bits - Number(mask));
  return (value) => {
    const found = typeof value === 'string' ? parseIpAddress(value) : undefined;
    return found !== undefined && found.length === first.length && found >= first && found <= last;
  };
};

const lastAddress = (first: string, hostBits: number): string => {
  const hosts = (1n << BigInt(hostBits)) - 1n;
  return (BigInt(`0x${first}`) | hosts).toString(16).padStart(first.length, '0');
};
