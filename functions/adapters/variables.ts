import { ErrorName, RubatoError } from '../../core/errors.ts';

/** Environment variables, as index.ts hands them in. */
export type Variables = Readonly<Record<string, string | undefined>>;

/** A variable that the function cannot do without. @throws `VariableMissing` */
export function readVariable(variables: Variables, name: string): string {
  const value = variables[name];
  if (value === undefined || value === '') {
    throw new RubatoError(
      ErrorName.VariableMissing,
      `environment variable ${name} is not set, must have the value that the stack gives it`,
    );
  }
  return value;
}
