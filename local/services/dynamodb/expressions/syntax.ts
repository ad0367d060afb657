/** What the parsers make of an expression: names and values are still placeholders. */

/** An attribute name, a `#placeholder`, or an index of a list. */
export type PathStep = string | number;

/** A path whose placeholders have been replaced. */
export type DocumentPath = readonly PathStep[];

export interface PathOperand {
  readonly kind: 'path';
  readonly path: DocumentPath;
}

export interface FunctionCall<Operand> {
  readonly kind: 'function';
  readonly name: string;
  readonly operands: readonly Operand[];
}

export interface Arithmetic<Operand> {
  readonly kind: 'arithmetic';
  readonly operator: '+' | '-';
  readonly left: Operand;
  readonly right: Operand;
}

export interface PlaceholderOperand {
  readonly kind: 'placeholder';
  readonly name: string;
}

export type Operand = PathOperand | PlaceholderOperand | FunctionCall<Operand> | Arithmetic<Operand>;

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html */
export type Condition<Operand> =
  | { readonly kind: 'and' | 'or'; readonly left: Condition<Operand>; readonly right: Condition<Operand> }
  | { readonly kind: 'not'; readonly condition: Condition<Operand> }
  | { readonly kind: 'compare'; readonly operator: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly lower: Operand; readonly upper: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly candidates: readonly Operand[] }
  | FunctionCall<Operand>;

export type UpdateAction<Operand> =
  | { readonly kind: 'set'; readonly path: DocumentPath; readonly value: Operand }
  | { readonly kind: 'remove'; readonly path: DocumentPath }
  | { readonly kind: 'add' | 'delete'; readonly path: DocumentPath; readonly value: Operand };

/** A parsed expression, with the first step of each of its paths: what it reads or writes of an item. */
export interface Parsed<Syntax> {
  readonly syntax: Syntax;
  readonly attributes: readonly string[];
}
