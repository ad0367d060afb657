import type { AttributeValue } from '../../../local/services/dynamodb/values/attribute-value.ts';
import type { Draw } from './draw.ts';

const TEXTS = ['', '', 'a', 'ab', 'b', 'abba', 'Zoë', '𝒳', 'a long text with spaces'];
const NUMBERS = ['0', '1', '-1', '2', '3.5', '10', '1e3', '-0.001', '123456789012345678901234567890', '1E-20', '007'];

/** A value of any type, at most two levels deep. */
export const drawValue = (draw: Draw, depth = 0): AttributeValue =>
  draw.weighted<AttributeValue>([
    [4, () => ({ S: draw.one(TEXTS) })],
    [5, () => drawNumber(draw)],
    [1, () => ({ B: drawBytes(draw) })],
    [1.5, () => ({ BOOL: draw.chance(0.5) })],
    [1.5, () => ({ NULL: true })],
    [1, () => ({ SS: unique(draw.list(1, 3, () => draw.one(TEXTS.slice(2)))) })],
    [1, () => ({ NS: unique(draw.list(1, 3, () => String(draw.integer(0, 5)))) })],
    [1, () => drawBinarySet(draw)],
    [depth < 2 ? 1.5 : 0, () => ({ L: draw.list(0, 3, () => drawValue(draw, depth + 1)) })],
    [depth < 2 ? 1.5 : 0, () => ({ M: drawMembers(draw, depth + 1) })],
  ]);

/** What has a size, and of which something can be a part. */
export const drawCollection = (draw: Draw): AttributeValue =>
  draw.weighted<AttributeValue>([
    [2, () => ({ S: draw.one(TEXTS) })],
    [2, () => ({ B: drawBytes(draw) })],
    [2, () => drawSet(draw)],
    [3, () => ({ L: draw.list(0, 3, () => drawValue(draw, 1)) })],
    [1, () => ({ M: drawMembers(draw, 1) })],
  ]);

/** Of a text or of bytes. */
export const drawPrefix = (draw: Draw): AttributeValue =>
  draw.chance(0.6) ? { S: draw.one(TEXTS) } : { B: drawBytes(draw) };

/** What has an order. */
export const drawScalar = (draw: Draw): AttributeValue =>
  draw.weighted<AttributeValue>([
    [2, () => ({ S: draw.one(TEXTS) })],
    [3, () => drawNumber(draw)],
    [1, () => ({ B: drawBytes(draw) })],
  ]);

export const drawNumber = (draw: Draw): AttributeValue => ({ N: draw.one(NUMBERS) });

/** A set, for ADD and DELETE, of the type that `like` has where it is one. */
export const drawSet = (draw: Draw, like: AttributeValue = { NULL: true }): AttributeValue => {
  const isOther = !('SS' in like || 'NS' in like || 'BS' in like) || draw.chance(0.1);
  return draw.weighted<AttributeValue>([
    [isOther || 'SS' in like ? 2 : 0, () => ({ SS: unique(draw.list(1, 3, () => draw.one(TEXTS.slice(2)))) })],
    [isOther || 'NS' in like ? 2 : 0, () => ({ NS: unique(draw.list(1, 3, () => String(draw.integer(0, 5)))) })],
    [isOther || 'BS' in like ? 1 : 0, () => drawBinarySet(draw)],
  ]);
};

/** Values that DynamoDB refuses. */
export const drawBadValue = (draw: Draw): object =>
  draw.one<object>([
    { N: 'x' },
    { N: '1e126' },
    { N: '1e-131' },
    { N: '123456789012345678901234567890123456789' },
    { SS: [] },
    { SS: ['a', 'a'] },
    { NS: ['1', '1.0'] },
    { NULL: false },
    { S: 'a', N: '1' },
    {},
    { L: [{ N: '' }] },
  ]);

const NAMES = ['a', 'b', 'c'];

const drawMembers = (draw: Draw, depth: number): Readonly<Record<string, AttributeValue>> =>
  Object.fromEntries(draw.list(0, 2, () => [draw.one(NAMES), drawValue(draw, depth)]));

/** Few, that they meet again; some are no text in UTF-8. */
const BYTES = ['', 'AA==', '/w==', '/g==', 'AP8=', '/wD+', '/gD/AA==', 'YWI='];

const drawBytes = (draw: Draw): Uint8Array => Buffer.from(draw.one(BYTES), 'base64');

const drawBinarySet = (draw: Draw): AttributeValue => ({
  BS: unique(draw.list(1, 3, () => draw.one(BYTES.slice(1)))).map((bytes) => Buffer.from(bytes, 'base64')),
});

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];
