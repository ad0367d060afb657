import type { AttributeValue } from '../../../local/services/dynamodb/values/attribute-value.ts';
import type { Draw } from './draw.ts';

/** Something that a value contains; undefined where nothing can be in it. */
export const drawPart = (draw: Draw, value: AttributeValue): AttributeValue | undefined => {
  if ('S' in value) return { S: slice(draw, value.S) };
  if ('B' in value) return { B: slice(draw, value.B) };
  if ('L' in value) return value.L.length === 0 ? undefined : draw.one(value.L);
  if ('SS' in value) return { S: draw.one(value.SS) };
  if ('NS' in value) return { N: draw.one(value.NS) };
  return 'BS' in value ? { B: draw.one(value.BS) } : undefined;
};

/** How many elements a value has, or one more or less. */
export const drawSize = (draw: Draw, value: AttributeValue): AttributeValue => {
  const [content] = Object.values(value) as [string | object | boolean];
  const size = typeof content === 'string' ? content.length : Object.keys(content).length;
  return { N: String(size + draw.one([-1, 0, 0, 1])) };
};

/** A set of the same type with some of the members, or with all. */
export const drawMembersOf = (draw: Draw, value: AttributeValue): AttributeValue | undefined => {
  const some = <Member>(members: readonly Member[]): readonly Member[] =>
    draw.chance(0.4) ? members : members.slice(0, draw.integer(1, members.length));
  if ('SS' in value) return { SS: some(value.SS) };
  if ('NS' in value) return { NS: some(value.NS) };
  return 'BS' in value ? { BS: some(value.BS) } : undefined;
};

/** The steps to a value within another one; none where there is nothing within. */
export const drawSteps = (draw: Draw, value: AttributeValue): readonly (string | number)[] => {
  const steps = 'L' in value ? [...value.L.keys()] : 'M' in value ? Object.keys(value.M) : [];
  return steps.length === 0 ? [] : [draw.one<string | number>(steps)];
};

/** An equal value: the members of a set have no order. */
export const drawEqual = (draw: Draw, value: AttributeValue): AttributeValue => {
  if (draw.chance(0.5)) return value;
  if ('SS' in value) return { SS: value.SS.toReversed() };
  if ('NS' in value) return { NS: value.NS.toReversed() };
  return 'BS' in value ? { BS: value.BS.toReversed() } : value;
};

const slice = <Text extends string | Uint8Array>(draw: Draw, text: Text): Text => {
  const start = draw.integer(0, Math.max(0, text.length - 1));
  return text.slice(start, draw.chance(0.1) ? start : draw.integer(start + 1, text.length)) as Text;
};
