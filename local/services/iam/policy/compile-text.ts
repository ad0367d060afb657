import { isKnownConditionKey } from './is-known-condition-key.ts';
import type { RequestContext } from './request-context.ts';

/** A text of a policy made ready for one request; undefined when a variable in it has no value. */
export type PolicyText<Compiled> = (context: RequestContext) => Compiled | undefined;

/** A piece of a policy's text: wildcards in it count, or (from a variable) do not. */
export interface TextPiece {
  readonly text: string;
  readonly isLiteral: boolean;
}

const VARIABLE = /\$\{([^}]*)\}/;

/**
 * Replace policy variables: `${aws:PrincipalTag/team}`, `${aws:PrincipalTag/team, 'none'}`, and `${*}`, `${?}`, `${$}` for
 * the characters themselves. A text without variables is compiled once.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 *
 * @throws Error on a variable that no request carries
 */
export const compileText = <Compiled>(
  text: string,
  hasVariables: boolean,
  compile: (pieces: readonly TextPiece[]) => Compiled,
): PolicyText<Compiled> => {
  if (!hasVariables || !VARIABLE.test(text)) {
    const compiled = compile([{ text, isLiteral: false }]);
    return () => compiled;
  }
  // A split by a group alternates: text, variable, text, ...
  const parts = text.split(VARIABLE);
  const unknown = parts.find((part, index) => index % 2 === 1 && !isKnownVariable(part));
  if (unknown !== undefined) throw new Error(`the policy variable ${unknown} is one that no request here carries`);
  return (context) => {
    const pieces = parts.map((part, index) =>
      index % 2 === 0 ? { text: part, isLiteral: false } : resolve(part, context),
    );
    return pieces.every((piece) => piece !== undefined) ? compile(pieces) : undefined;
  };
};

const resolve = (variable: string, context: RequestContext): TextPiece | undefined => {
  if (/^[*?$]$/.test(variable)) return { text: variable, isLiteral: true };
  const { key, fallback } = parseVariable(variable);
  const values = context.values(key);
  // Variables stand for keys with one value only.
  const text = values?.length === 1 ? values[0] : fallback;
  return text === undefined ? undefined : { text, isLiteral: true };
};

const isKnownVariable = (variable: string): boolean =>
  /^[*?$]$/.test(variable) || isKnownConditionKey(parseVariable(variable).key);

const parseVariable = (variable: string): { readonly key: string; readonly fallback: string | undefined } => {
  const [, key = variable, fallback] = /^([^,]*?)\s*(?:,\s*'([^']*)')?$/.exec(variable.trim()) ?? [];
  return { key, fallback };
};

/** The pieces as one text, for operators without wildcards. */
export const joinPieces = (pieces: readonly TextPiece[]): string => pieces.map(({ text }) => text).join('');
