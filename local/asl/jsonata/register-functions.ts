import { createHash } from 'node:crypto';
import type jsonata from 'jsonata';
import type { Environment } from '../model.ts';
import { seededDraw } from '../seeded-draw.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html#jsonata-functions */
const HASHES: Readonly<Record<string, string>> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};
/** As `States.ArrayRange` has it; unverified for JSONata. */
const MAXIMUM_RANGE = 1000;

/**
 * Give an expression the functions that Step Functions adds, and take from it what is not repeatable: time, chance
 * and `$eval`, which Step Functions does not support.
 */
export const registerFunctions = (expression: jsonata.Expression, source: string, environment: Environment): void => {
  if (!source.includes('$')) return;
  registerAdded(expression, environment);
  registerTime(expression, source, environment);
  expression.registerFunction(
    'shuffle',
    (items: readonly unknown[] | undefined) => shuffle(items, environment),
    '<a:a>',
  );
  expression.registerFunction('eval', () => {
    throw new Error('The function $eval is not supported, $parse reads JSON.');
  });
};

const registerAdded = (expression: jsonata.Expression, { random }: Environment): void => {
  expression.registerFunction('partition', partition);
  expression.registerFunction('range', range);
  expression.registerFunction('hash', hash);
  expression.registerFunction('uuid', () => random.uuid());
  expression.registerFunction('random', (seed?: number) => (seed === undefined ? random.next() : seededDraw(seed)));
  expression.registerFunction('parse', (text?: string) => (text === undefined ? undefined : JSON.parse(text)));
};

const registerTime = (expression: jsonata.Expression, source: string, { nowMs }: Environment): void => {
  expression.registerFunction('millis', () => nowMs());
  expression.registerFunction('now', function (this: jsonata.Focus, picture?: string, timezone?: string) {
    const { implementation } = this.environment.lookup('fromMillis') as {
      implementation: (...args: unknown[]) => unknown;
    };
    return implementation.call(this, nowMs(), picture, timezone);
  });
  if (!source.includes('toMillis')) return;
  // $toMillis completes a partial date from the time of the evaluation, which the library takes from the machine.
  expression.assign(
    Symbol.for('jsonata.__evaluate_entry') as unknown as string,
    (_node: unknown, _input: unknown, frame: { timestamp: Date }) => {
      frame.timestamp = new Date(nowMs());
    },
  );
};

const partition = (items: readonly unknown[] | undefined, size: number): unknown => {
  if (items === undefined) return undefined;
  if (!Array.isArray(items) || !Number.isInteger(size) || size < 1) {
    throw new Error(`$partition expects an array and a size of at least 1, found ${JSON.stringify(size)}.`);
  }
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
};

const range = (first: number, last: number, step: number): readonly number[] => {
  if (![first, last, step].every(Number.isInteger) || step === 0) {
    throw new Error(`$range expects integers and a step that is not 0, found ${first}, ${last}, ${step}.`);
  }
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > MAXIMUM_RANGE) throw new Error(`$range gives at most ${MAXIMUM_RANGE} items, asked for ${length}.`);
  return Array.from({ length }, (_, index) => first + index * step);
};

const hash = (text: string | undefined, algorithm = 'SHA-256'): string | undefined => {
  if (text === undefined) return undefined;
  const name = HASHES[algorithm];
  if (name === undefined) throw new Error(`$hash knows ${Object.keys(HASHES).join(', ')}, found ${algorithm}.`);
  return createHash(name).update(text).digest('hex');
};

const shuffle = (items: readonly unknown[] | undefined, { random }: Environment): unknown => {
  if (items === undefined) return undefined;
  const shuffled = [...items];
  for (let last = shuffled.length - 1; last > 0; last--) {
    const chosen = Math.floor(random.next() * (last + 1));
    [shuffled[last], shuffled[chosen]] = [shuffled[chosen], shuffled[last]];
  }
  return shuffled;
};
