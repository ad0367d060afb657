import { isJsonObject } from '../pattern/value-test.ts';

/** Finds what a path leads to; undefined where it leads nowhere. */
export type PathSelector = (event: unknown) => unknown;

/**
 * Compile a path into an event: dots, dashes, underscores, letters, digits, slashes, `[0]` and `[*]`. With a wildcard the
 * result is the list of what was found.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-transform-target-input.html
 *
 * @throws Error when it is not such a path
 */
export const compilePath = (path: string): PathSelector => {
  if (!/^\$(\.[\w\-/:]+|\[\d+\]|\[\*\]|\.\*)*$/.test(path)) {
    throw new Error(
      `the path ${JSON.stringify(path)} is not supported; it must be like $.detail.instance-id or $.resources[0]`,
    );
  }
  const steps: readonly string[] = path.match(/[\w\-/:]+|\*/g) ?? [];
  const hasWildcard = steps.includes('*');
  return (event) => {
    const found = steps.reduce<readonly unknown[]>(
      (values, step) => values.flatMap((value) => follow(value, step)),
      [event],
    );
    return hasWildcard ? found : found[0];
  };
};

const follow = (value: unknown, step: string): readonly unknown[] => {
  if (step === '*') return Array.isArray(value) ? value : isJsonObject(value) ? Object.values(value) : [];
  if (Array.isArray(value)) return Number(step) < value.length ? [value[Number(step)]] : [];
  return isJsonObject(value) && Object.hasOwn(value, step) ? [value[step]] : [];
};
