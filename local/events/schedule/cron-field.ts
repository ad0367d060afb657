/** The range of one cron field, and the names that stand for numbers in it. */
export interface FieldRange {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  /** After its end it does not begin anew, so a range in it only goes up. */
  readonly isLinear?: boolean;
  /** The first name stands for `min`. */
  readonly names?: readonly string[];
}

/**
 * The numbers that a cron field without L, W and # allows: `*`, lists, ranges (which may wrap, as 20-2 hours does) and
 * steps (`0/15`).
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html#cron-based
 *
 * @throws Error with the field, the value and what is allowed
 */
export const parseCronField = (text: string, range: FieldRange): ReadonlySet<number> =>
  new Set(text.split(',').flatMap((item) => parseItem(item, range)));

const parseItem = (item: string, range: FieldRange): readonly number[] => {
  const [base = '', stepText, ...more] = item.split('/');
  const step = stepText === undefined ? 1 : parseStep(stepText);
  if (step === undefined || more.length > 0) return refuse(item, range);
  if (base === '*') return walk(range.min, range.max, step, range);
  const [fromText = '', toText, ...further] = base.split('-');
  if (further.length > 0) return refuse(item, range);
  const from = parseCronNumber(fromText, range);
  const to = toText === undefined ? (stepText === undefined ? from : range.max) : parseCronNumber(toText, range);
  if (range.isLinear === true && to < from) return refuse(item, range);
  return walk(from, to, step, range);
};

const parseStep = (text: string): number | undefined => (/^[1-9]\d*$/.test(text) ? Number(text) : undefined);

/** @throws Error with the field, the value and what is allowed */
export const parseCronNumber = (text: string, range: FieldRange): number => {
  const named = range.names?.indexOf(text.toUpperCase()) ?? -1;
  if (named >= 0) return range.min + named;
  const number = Number(text);
  return /^\d+$/.test(text) && number >= range.min && number <= range.max ? number : refuse(text, range);
};

const walk = (from: number, to: number, step: number, { min, max }: FieldRange): readonly number[] => {
  const size = max - min + 1;
  const last = to < from ? to + size : to;
  const numbers: number[] = [];
  for (let number = from; number <= last; number += step) numbers.push(((number - min) % size) + min);
  return numbers;
};

const refuse = (text: string, { name, min, max, names }: FieldRange): never => {
  const orNames = names === undefined ? '' : ` or ${names[0]}-${names.at(-1)}`;
  throw new Error(`${name} is ${JSON.stringify(text)}; it must be within ${min}-${max}${orNames}, with , - * /`);
};
