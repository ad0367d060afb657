import type { AwsError } from '../../../kernel.ts';
import { type ExpressionKind, invalidExpression } from './invalid-expression.ts';
import { isReservedWord } from './reserved-words.ts';
import type { FunctionCall, Operand, PathOperand, PathStep } from './syntax.ts';

export type TokenKind = 'name' | 'name-placeholder' | 'value-placeholder' | 'index' | 'symbol' | 'end';

interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const END: Token = { kind: 'end', text: '<EOF>', start: 0, end: 0 };
const TOKEN_KINDS: readonly TokenKind[] = ['name', 'name-placeholder', 'value-placeholder', 'index', 'symbol'];
/** One alternative per kind of token, in the order of TOKEN_KINDS; the last takes any character that begins none. */
const TOKEN = /\s*(?:([A-Za-z]\w*)|(#\w+)|(:\w+)|(\d+)|(<=|>=|<>|[()[\],.=<>+-])|(\S))/y;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-expression-parameters */
const EXPRESSION_MAX_BYTES = 4096;

/**
 * The tokens of one expression and the parts that all grammars share: paths, placeholders, function calls.
 * What is wrong only in meaning is collected while reading and told by `finish`, for AWS tells syntax errors first.
 */
export class TokenReader {
  readonly kind: ExpressionKind;
  readonly #text: string;
  readonly #tokens: Token[];
  #position = 0;
  readonly #names: string[] = [];
  readonly #functions: string[] = [];
  readonly #attributes: string[] = [];
  #misusedFunction: string | undefined;
  #hasRedundantParentheses = false;

  constructor(kind: ExpressionKind, text: string) {
    if (text.trim() === '') throw invalidExpression(kind, 'The expression can not be empty;');
    if (Buffer.byteLength(text) > EXPRESSION_MAX_BYTES) {
      throw invalidExpression(
        kind,
        `Expression size has exceeded the maximum allowed size; expression size: ${Buffer.byteLength(text)}`,
      );
    }
    this.kind = kind;
    this.#text = text;
    this.#tokens = [...readTokens(text)];
  }

  get attributes(): readonly string[] {
    return this.#attributes;
  }

  isAt(kind: TokenKind): boolean {
    return this.#current.kind === kind;
  }

  isAtSymbol(...symbols: readonly string[]): boolean {
    return this.#current.kind === 'symbol' && symbols.includes(this.#current.text);
  }

  /** The word here in capitals, if it is one of these; keywords have no case. */
  keyword(...words: readonly string[]): string | undefined {
    if (this.#current.kind !== 'name') return undefined;
    const word = this.#current.text.toUpperCase();
    return words.includes(word) ? word : undefined;
  }

  isAtCall(): boolean {
    const following = this.#tokens[this.#position + 1];
    return this.#current.kind === 'name' && following?.kind === 'symbol' && following.text === '(';
  }

  take(): string {
    const { text } = this.#current;
    this.#position++;
    return text;
  }

  takeSymbol(symbol: string): void {
    if (!this.isAtSymbol(symbol)) throw this.unexpected();
    this.#position++;
  }

  /** AWS shows the token and what stands around it. */
  unexpected(): AwsError {
    const token = this.#current;
    const start = this.#tokens[this.#position - 1]?.start ?? token.start;
    const end = this.#tokens[this.#position + 1]?.end ?? (token.kind === 'end' ? this.#text.length : token.end);
    const near = this.#text.slice(start, end);
    return invalidExpression(this.kind, `Syntax error; token: "${token.text}", near: "${near}"`);
  }

  path(): PathOperand {
    const first = this.#pathName();
    const path: PathStep[] = [first];
    this.#attributes.push(first);
    for (;;) {
      if (this.isAtSymbol('.')) {
        this.take();
        path.push(this.#pathName());
      } else if (this.isAtSymbol('[')) {
        this.take();
        if (!this.isAt('index')) throw this.unexpected();
        path.push(Number(this.take()));
        this.takeSymbol(']');
      } else {
        return { kind: 'path', path };
      }
    }
  }

  /** Items of a list with commas between them. */
  list<Item>(item: () => Item): Item[] {
    const items = [item()];
    while (this.isAtSymbol(',')) {
      this.take();
      items.push(item());
    }
    return items;
  }

  call(operand: () => Operand): FunctionCall<Operand> {
    const name = this.take();
    this.#functions.push(name);
    this.takeSymbol('(');
    const operands = this.list(operand);
    this.takeSymbol(')');
    return { kind: 'function', name, operands };
  }

  /** What stands in parentheses, which may not stand in another pair. */
  inParentheses<Inner>(inner: () => Inner): Inner {
    const start = this.#position;
    this.takeSymbol('(');
    const isNested = this.isAtSymbol('(');
    const result = inner();
    const endOfInner = this.#position;
    this.takeSymbol(')');
    if (isNested && this.#closes(start + 1) === endOfInner - 1) this.#hasRedundantParentheses = true;
    return result;
  }

  misuse(functionName: string): void {
    this.#misusedFunction ??= functionName;
  }

  /**
   * End of the expression: what AWS refuses of a well-formed one, in the order in which it does.
   *
   * @throws `ValidationException`
   */
  finish(knownFunctions: readonly string[]): void {
    if (!this.isAt('end')) throw this.unexpected();
    if (this.#hasRedundantParentheses) {
      throw invalidExpression(this.kind, 'The expression has redundant parentheses;');
    }
    const unknown = this.#functions.find((name) => !knownFunctions.includes(name));
    if (unknown !== undefined) {
      throw invalidExpression(this.kind, `Invalid function name; function: ${unknown}`);
    }
    if (this.#misusedFunction !== undefined) {
      throw invalidExpression(
        this.kind,
        `The function is not allowed to be used this way in an expression; function: ${this.#misusedFunction}`,
      );
    }
    const reserved = this.#names.find(isReservedWord);
    if (reserved !== undefined) {
      throw invalidExpression(this.kind, `Attribute name is a reserved keyword; reserved keyword: ${reserved}`);
    }
  }

  get #current(): Token {
    return this.#tokens[this.#position] ?? END;
  }

  #pathName(): string {
    if (!this.isAt('name') && !this.isAt('name-placeholder')) throw this.unexpected();
    if (this.isAt('name')) this.#names.push(this.#current.text);
    return this.take();
  }

  /** Where the parenthesis that opens here is closed. */
  #closes(position: number): number {
    let depth = 0;
    for (let index = position; index < this.#tokens.length; index++) {
      const { kind, text } = this.#tokens[index] ?? END;
      if (kind !== 'symbol') continue;
      if (text === '(') depth++;
      if (text === ')' && --depth === 0) return index;
    }
    return -1;
  }
}

/** Reads every token; a character that begins none becomes a token that no grammar takes. */
function* readTokens(text: string): Generator<Token> {
  const source = text.trimEnd();
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const match = TOKEN.exec(source);
    if (match === null) return;
    const group = match.findIndex((part, index) => index > 0 && part !== undefined);
    const token = match[group] ?? '';
    const end = match.index + match[0].length;
    yield { kind: TOKEN_KINDS[group - 1] ?? 'symbol', text: token, start: end - token.length, end };
  }
}
