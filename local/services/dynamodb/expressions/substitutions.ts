import { AwsError } from '../../../kernel.ts';
import { validationError } from '../validation-error.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import { readValue } from '../values/read-value.ts';
import { type ExpressionKind, invalidExpression } from './invalid-expression.ts';
import type { DocumentPath, Operand } from './syntax.ts';

/** An operand whose placeholders have been replaced. */
export type BoundOperand =
  | { readonly kind: 'path'; readonly path: DocumentPath }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'function'; readonly name: string; readonly operands: readonly BoundOperand[] }
  | {
      readonly kind: 'arithmetic';
      readonly operator: '+' | '-';
      readonly left: BoundOperand;
      readonly right: BoundOperand;
    };

/** The members of a request that expressions refer to. */
export interface ExpressionAttributes {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}

/**
 * What `#names` and `:values` of one request stand for, and which of them its expressions have used.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeValues.html
 */
export class Substitutions {
  readonly #names: ReadonlyMap<string, string>;
  readonly #values: ReadonlyMap<string, AttributeValue>;
  readonly #used = new Set<string>();

  /** @throws `ValidationException` in AWS's words */
  constructor(request: ExpressionAttributes) {
    this.#names = readNames(request.ExpressionAttributeNames);
    this.#values = readValues(request.ExpressionAttributeValues);
  }

  operand(kind: ExpressionKind, operand: Operand): BoundOperand {
    switch (operand.kind) {
      case 'path':
        return { kind: 'path', path: this.path(kind, operand.path) };
      case 'placeholder':
        return { kind: 'value', value: this.value(kind, operand.name) };
      case 'function':
        return {
          kind: 'function',
          name: operand.name,
          operands: operand.operands.map((inner) => this.operand(kind, inner)),
        };
      case 'arithmetic': {
        const left = this.operand(kind, operand.left);
        return { kind: 'arithmetic', operator: operand.operator, left, right: this.operand(kind, operand.right) };
      }
    }
  }

  path(kind: ExpressionKind, path: DocumentPath): DocumentPath {
    return path.map((step) => (typeof step === 'string' && step.startsWith('#') ? this.#name(kind, step) : step));
  }

  value(kind: ExpressionKind, placeholder: string): AttributeValue {
    const value = this.#values.get(placeholder);
    if (value === undefined) {
      throw invalidExpression(
        kind,
        `An expression attribute value used in expression is not defined; attribute value: ${placeholder}`,
      );
    }
    this.#used.add(placeholder);
    return value;
  }

  /** @throws `ValidationException` naming what no expression has used */
  checkAllUsed(): void {
    this.#checkUsed('ExpressionAttributeNames', this.#names);
    this.#checkUsed('ExpressionAttributeValues', this.#values);
  }

  #name(kind: ExpressionKind, placeholder: string): string {
    const name = this.#names.get(placeholder);
    if (name === undefined) {
      throw invalidExpression(
        kind,
        `An expression attribute name used in the document path is not defined; attribute name: ${placeholder}`,
      );
    }
    this.#used.add(placeholder);
    return name;
  }

  #checkUsed(member: string, given: ReadonlyMap<string, unknown>): void {
    const unused = [...given.keys()].filter((placeholder) => !this.#used.has(placeholder));
    if (unused.length === 0) return;
    throw validationError(`Value provided in ${member} unused in expressions: keys: {${unused.join(', ')}}`);
  }
}

const NAME_PLACEHOLDER = /^#\w+$/;
const VALUE_PLACEHOLDER = /^:\w+$/;
const NOTHING: ReadonlyMap<string, never> = new Map<string, never>();

const readNames = (raw: ExpressionAttributes['ExpressionAttributeNames']): ReadonlyMap<string, string> => {
  if (raw === undefined) return NOTHING;
  const names = new Map(Object.entries(raw));
  checkPlaceholders('ExpressionAttributeNames', [...names.keys()], NAME_PLACEHOLDER);
  return names;
};

const readValues = (raw: ExpressionAttributes['ExpressionAttributeValues']): ReadonlyMap<string, AttributeValue> => {
  if (raw === undefined) return NOTHING;
  checkPlaceholders('ExpressionAttributeValues', Object.keys(raw), VALUE_PLACEHOLDER);
  const values = new Map<string, AttributeValue>();
  for (const placeholder in raw) values.set(placeholder, readNamedValue(placeholder, raw[placeholder]));
  return values;
};

const checkPlaceholders = (member: string, placeholders: readonly string[], form: RegExp): void => {
  if (placeholders.length === 0) throw validationError(`${member} must not be empty`);
  const wrong = placeholders.find((placeholder) => !form.test(placeholder));
  if (wrong !== undefined) throw validationError(`${member} contains invalid key: Syntax error; key: "${wrong}"`);
};

const readNamedValue = (placeholder: string, raw: unknown): AttributeValue => {
  try {
    return readValue(raw);
  } catch (error) {
    if (!(error instanceof AwsError) || error.code !== 'ValidationException') throw error;
    throw validationError(`ExpressionAttributeValues contains invalid value: ${error.message} for key ${placeholder}`);
  }
};
