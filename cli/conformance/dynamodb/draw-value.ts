import type { AttributeValue } from '../../../local/services/dynamodb/values/attribute-value.ts';
import type { Draw } from './draw.ts';

const TEXTS = ['', 'a', 'ab', 'b', 'Zoë', '𝒳', 'a long text with spaces'];
const NUMBERS = ['0', '1', '-1', '2', '3.5', '10', '1e3', '-0.001', '123456789012345678901234567890', '1E-20', '007'];

/** A value of any type, at most two levels deep. */
export const drawValue = (draw: Draw, depth = 0): AttributeValue =>
  draw.weighted<AttributeValue>([
    [4, () => ({ S: draw.one(TEXTS) })],
    [5, () => drawNumber(draw)],
    [1, () => ({ B: bytes(draw) })],
    [1, () => ({ BOOL: draw.chance(0.5) })],
    [1, () => ({ NULL: true })],
    [1, () => ({ SS: unique(draw.list(1, 3, () => draw.one(TEXTS.slice(1)))) })],
    [1, () => ({ NS: unique(draw.list(1, 3, () => String(draw.integer(0, 5)))) })],
    [depth < 2 ? 1.5 : 0, () => ({ L: draw.list(0, 3, () => drawValue(draw, depth + 1)) })],
    [depth < 2 ? 1.5 : 0, () => ({ M: drawMembers(draw, depth + 1) })],
  ]);

export const drawNumber = (draw: Draw): AttributeValue => ({ N: draw.one(NUMBERS) });

/** A set, for ADD and DELETE. */
export const drawSet = (draw: Draw): AttributeValue =>
  draw.chance(0.5)
    ? { SS: unique(draw.list(1, 3, () => draw.one(TEXTS.slice(1)))) }
    : { NS: unique(draw.list(1, 3, () => String(draw.integer(0, 5)))) };

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

const bytes = (draw: Draw): Uint8Array => Buffer.from(draw.list(0, 3, () => draw.integer(0, 255)));

const unique = (items: readonly string[]): readonly string[] => [...new Set(items)];
