import type { Scope } from './scope.ts';

/**
 * Evaluate a condition of a template.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-conditions.html
 *
 * @param resolve for the values that are compared
 * @throws Error when it is no condition
 */
export const evaluateCondition = (
  value: unknown,
  scope: Scope,
  resolve: (value: unknown, scope: Scope) => unknown,
): boolean => {
  const [[name, argument] = [], ...more] = Object.entries(Object(value) as Readonly<Record<string, unknown>>);
  const isTrue = (part: unknown): boolean => evaluateCondition(part, scope, resolve);
  if (more.length === 0 && name === 'Condition') return scope.condition(String(argument));
  if (more.length === 0 && Array.isArray(argument)) {
    const parts: readonly unknown[] = argument;
    switch (name) {
      case 'Fn::And':
        return parts.every(isTrue);
      case 'Fn::Or':
        return parts.some(isTrue);
      case 'Fn::Not':
        return !isTrue(parts[0]);
      case 'Fn::Equals':
        return JSON.stringify(resolve(parts[0], scope)) === JSON.stringify(resolve(parts[1], scope));
    }
  }
  throw new Error(
    `${JSON.stringify(value)} is no condition; it must be Fn::And, Fn::Or, Fn::Not, Fn::Equals or Condition`,
  );
};
