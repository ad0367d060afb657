/** Reads a text from left to right. */
export class TextCursor {
  readonly text: string;
  at = 0;

  constructor(text: string) {
    this.text = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get next(): string {
    return this.text.charAt(this.at);
  }

  /** Take the token if it comes next. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  /** Take what a sticky expression matches here; undefined when it does not. */
  match(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    const found = expression.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  skipSpaces(): void {
    this.match(/\s*/y);
  }

  /** @throws `SyntaxError` when the token does not come next */
  expect(token: string): void {
    if (!this.take(token)) throw this.unexpected(`"${token}"`);
  }

  /** The text in quotes that starts here, as it is written: only the quote itself is unescaped. */
  quoted(): string {
    const quote = this.next;
    this.at += 1;
    let result = '';
    while (!this.isAtEnd && this.next !== quote) {
      if (this.next === '\\' && this.text.charAt(this.at + 1) === quote) this.at += 1;
      result += this.next;
      this.at += 1;
    }
    this.expect(quote);
    return result;
  }

  unexpected(expected: string): SyntaxError {
    const found = this.isAtEnd ? 'the end' : `"${this.text.slice(this.at, this.at + 10)}"`;
    return new SyntaxError(`Expected ${expected} at character ${this.at + 1} of '${this.text}', found ${found}.`);
  }
}
