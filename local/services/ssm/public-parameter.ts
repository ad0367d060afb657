/**
 * Parameters that are there without a template: the ids of Amazon's images.
 * Undefined for any other name. An image's id is made from its name, so it is always the same.
 * https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-public-parameters-ami.html
 */
export const publicParameter = (name: string): string | undefined =>
  /^\/aws\/service\/ami-[\w-]+\/[\w./-]+$/.test(name) ? `ami-0${hash(name)}` : undefined;

/** FNV-1a of 64 bits, as 16 hexadecimal digits: http://www.isthe.com/chongo/tech/comp/fnv/ */
const hash = (text: string): string => {
  let value = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) value = BigInt.asUintN(64, (value ^ BigInt(byte)) * 0x100000001b3n);
  return value.toString(16).padStart(16, '0');
};
