import { invalidDefinition } from '../invalid-definition.ts';
import type { Environment } from '../model.ts';
import type { PathQuery } from './compile-path.ts';
import { compileValue } from './compile-value.ts';

/**
 * Compile a payload template: members whose names end in `.$` are paths or intrinsic functions.
 * https://docs.aws.amazon.com/step-functions/latest/dg/input-output-inputpath-params.html
 *
 * @throws `AwsError` InvalidDefinition
 */
export const compilePayload = (template: unknown, environment: Environment, place: string): PathQuery => {
  if (!hasQueries(template)) return () => template;
  if (Array.isArray(template)) {
    const items = template.map((item, index) => compilePayload(item, environment, `${place}[${index}]`));
    return (scope, focus) => items.map((item) => item(scope, focus));
  }
  const members = Object.entries(template as Record<string, unknown>).map(([key, value]) =>
    compileMember(key, value, environment, place),
  );
  return (scope, focus) => {
    const result: Record<string, unknown> = {};
    for (const [key, query] of members) result[key] = query(scope, focus);
    return result;
  };
};

const compileMember = (
  key: string,
  value: unknown,
  environment: Environment,
  place: string,
): readonly [string, PathQuery] => {
  if (!key.endsWith('.$')) return [key, compilePayload(value, environment, `${place}/${key}`)];
  if (typeof value !== 'string') {
    const problem = `SCHEMA_VALIDATION_FAILED: Expected a path or an intrinsic function, found ${JSON.stringify(value)}`;
    throw invalidDefinition(problem, `${place}/${key}`);
  }
  try {
    return [key.slice(0, -2), compileValue(value, key, environment)];
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${thrown.message}`, `${place}/${key}`);
  }
};

const hasQueries = (template: unknown): boolean => {
  if (typeof template !== 'object' || template === null) return false;
  return Object.entries(template).some(([key, value]) => key.endsWith('.$') || hasQueries(value));
};
