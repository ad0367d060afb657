/**
 * `Fn::Cidr`: cut a block of addresses of version 4 into blocks.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 *
 * @param count 1 to 256
 * @param hostBits of each block
 * @throws Error when the block is not of version 4, or too small
 */
export const cutCidr = (block: string, count: number, hostBits: number): readonly string[] => {
  const [, a, b, c, d, maskBits] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)\/(\d+)$/.exec(block) ?? [];
  if (maskBits === undefined)
    throw new Error(`Fn::Cidr has the block ${block}; it must be one of version 4, such as 10.0.0.0/16`);
  const base = [a, b, c, d].reduce((address, part) => address * 256 + Number(part), 0);
  const size = 2 ** hostBits;
  if (!(count >= 1 && count <= 256) || count * size > 2 ** (32 - Number(maskBits))) {
    throw new Error(
      `Fn::Cidr asks for ${count} blocks of ${size} addresses; ${block} does not hold them, or they are not 1-256`,
    );
  }
  return Array.from({ length: count }, (_, index) => `${formatAddress(base + index * size)}/${32 - hostBits}`);
};

const formatAddress = (address: number): string =>
  [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
