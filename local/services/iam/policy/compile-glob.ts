import type { TextPiece } from './compile-text.ts';

/** Whether a text fits; `*` stands for any characters, `?` for one. */
export type TextTest = (text: string) => boolean;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards */
export const compileGlob = (pieces: readonly TextPiece[]): TextTest => {
  const hasWildcard = pieces.some(({ text, isLiteral }) => !isLiteral && /[*?]/.test(text));
  const plain = pieces.map(({ text }) => text).join('');
  if (plain === '*' && hasWildcard) return () => true;
  if (!hasWildcard) return (text) => text === plain;
  const pattern = new RegExp(`^${pieces.map(toPattern).join('')}$`, 's');
  return (text) => pattern.test(text);
};

const toPattern = ({ text, isLiteral }: TextPiece): string =>
  isLiteral ? quote(text) : quote(text).replaceAll('\\*', '.*').replaceAll('\\?', '.');

const quote = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The same for the resources of a statement: a wildcard stays within its segment between colons, but for a `*` at the end of
 * one, which matches beyond colons.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html#reference_policies_elements_resource_wildcards
 */
export const compileResourceGlob = (pieces: readonly TextPiece[]): TextTest => {
  if (pieces.every(({ text, isLiteral }) => isLiteral || !/[*?]/.test(text))) return compileGlob(pieces);
  const pattern = pieces
    .map(toResourcePattern)
    .join('')
    .replaceAll(/\[\^:\]\*(?=:|$)/g, '.*');
  const test = new RegExp(`^${pattern}$`, 's');
  return (text) => test.test(text);
};

const toResourcePattern = ({ text, isLiteral }: TextPiece): string =>
  isLiteral ? quote(text) : quote(text).replaceAll('\\*', '[^:]*').replaceAll('\\?', '[^:]');

/**
 * The same for conditions on ARNs: each of the six parts between colons is compared by itself, so a wildcard does not reach across.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN
 */
export const compileArnGlob = (pieces: readonly TextPiece[]): TextTest => {
  const parts = splitPieces(pieces);
  if (parts.length < ARN_PARTS) return compileGlob(pieces);
  const tests = parts.map(compileGlob);
  return (arn) => {
    const found = splitArn(arn);
    return found.length === ARN_PARTS && tests.every((test, index) => test(found[index] ?? ''));
  };
};

const ARN_PARTS = 6;

const splitArn = (arn: string): readonly string[] => {
  const parts = arn.split(':');
  return parts.length <= ARN_PARTS ? parts : [...parts.slice(0, ARN_PARTS - 1), parts.slice(ARN_PARTS - 1).join(':')];
};

/** Cut pieces at the first five colons, keeping what in each part is literal. */
const splitPieces = (pieces: readonly TextPiece[]): readonly (readonly TextPiece[])[] => {
  const parts: TextPiece[][] = [[]];
  for (const { text, isLiteral } of pieces) {
    const [first = '', ...more] = text.split(':');
    parts.at(-1)?.push({ text: first, isLiteral });
    for (const next of more) {
      if (parts.length < ARN_PARTS) parts.push([{ text: next, isLiteral }]);
      else parts.at(-1)?.push({ text: ':', isLiteral: true }, { text: next, isLiteral });
    }
  }
  return parts;
};
