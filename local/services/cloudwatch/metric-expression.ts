/** One value for each period; undefined where there is none. */
export type Series = readonly (number | undefined)[];

type Value = number | Series;
type Evaluate = (read: (name: string) => Series, count: number) => Value;

export interface Expression {
  /** The queries it names. */
  readonly names: readonly string[];
  evaluate(read: (name: string) => Series, count: number): Series;
}

/**
 * Metric math: numbers, names of queries, + - * / and parentheses, FILL, and MAX, MIN, SUM and AVG of one or more series.
 * Where a period has no value in one operand it has none in the result, and none for a division by zero (unverified):
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 *
 * @throws Error, with the place, for what is not understood
 */
export const parseExpression = (text: string): Expression => {
  const tokens = [...text.matchAll(TOKEN)].map(([token]) => token.trim()).filter((token) => token !== '');
  const parser = new Parser(text, tokens);
  const evaluate = parser.sum();
  parser.end();
  return {
    names: parser.names,
    evaluate: (read, count) => {
      const value = evaluate(read, count);
      return typeof value === 'number' ? new Array<number>(count).fill(value) : value;
    },
  };
};

const TOKEN = /\s+|\d+(?:\.\d+)?|[A-Za-z_]\w*|./g;
const NAME = /^[a-z]\w*$/;
const FUNCTION = /^[A-Z]+$/;

class Parser {
  readonly names: string[] = [];
  readonly #text: string;
  readonly #tokens: readonly string[];
  #next = 0;

  constructor(text: string, tokens: readonly string[]) {
    this.#text = text;
    this.#tokens = tokens;
  }

  sum(): Evaluate {
    let left = this.#product();
    for (let sign = this.#take('+', '-'); sign !== undefined; sign = this.#take('+', '-')) {
      left = combine(left, this.#product(), sign === '+' ? (a, b) => a + b : (a, b) => a - b);
    }
    return left;
  }

  end(): void {
    if (this.#next < this.#tokens.length) this.#refuse();
  }

  #product(): Evaluate {
    let left = this.#factor();
    for (let sign = this.#take('*', '/'); sign !== undefined; sign = this.#take('*', '/')) {
      left = combine(left, this.#factor(), sign === '*' ? (a, b) => a * b : (a, b) => a / b);
    }
    return left;
  }

  #factor(): Evaluate {
    if (this.#take('-') !== undefined)
      return combine(
        () => 0,
        this.#factor(),
        (a, b) => a - b,
      );
    if (this.#take('(') !== undefined) {
      const inner = this.sum();
      this.#expect(')');
      return inner;
    }
    const token = this.#tokens[this.#next] ?? '';
    if (/^\d/.test(token)) {
      this.#next += 1;
      return () => Number(token);
    }
    if (NAME.test(token)) {
      this.#next += 1;
      this.names.push(token);
      return (read) => read(token);
    }
    return FUNCTION.test(token) ? this.#call() : this.#refuse();
  }

  #call(): Evaluate {
    const name = this.#tokens[this.#next] ?? '';
    const reduce = REDUCERS[name];
    if (name !== 'FILL' && reduce === undefined) this.#refuse();
    this.#next += 1;
    this.#expect('(');
    if (reduce === undefined) return this.#fill();
    const isList = this.#take('[') !== undefined;
    const operands = [this.sum()];
    while (this.#take(',') !== undefined) operands.push(this.sum());
    if (isList) this.#expect(']');
    this.#expect(')');
    return aggregate(operands, reduce);
  }

  #fill(): Evaluate {
    const filled = this.sum();
    this.#expect(',');
    const isRepeated = this.#take('REPEAT') !== undefined;
    const filler = isRepeated ? undefined : this.sum();
    this.#expect(')');
    return (read, count) => {
      const series = filled(read, count);
      if (typeof series === 'number') return series;
      const value = filler?.(read, count);
      let last: number | undefined;
      return series.map((item, index) => {
        last = item ?? (filler === undefined ? last : valueAt(value ?? 0, index));
        return last;
      });
    };
  }

  #take(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#next];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.#next += 1;
    return token;
  }

  #expect(token: string): void {
    if (this.#take(token) === undefined) this.#refuse();
  }

  #refuse(): never {
    const found = this.#tokens[this.#next] ?? 'the end';
    throw new Error(`the embedded cloud does not understand the metric math "${this.#text}" at ${found}`);
  }
}

/** Over several series: period by period. Over one: all its values become one, as AWS has it. */
const aggregate =
  (operands: readonly Evaluate[], reduce: (values: readonly number[]) => number): Evaluate =>
  (read, count) => {
    const values = operands.map((operand) => operand(read, count));
    const [only] = values;
    if (values.length === 1 && only !== undefined && typeof only !== 'number') {
      const present = only.filter((value) => value !== undefined);
      return new Array<number | undefined>(count).fill(present.length === 0 ? undefined : reduce(present));
    }
    return Array.from({ length: count }, (_, index) => {
      const present = values.map((value) => valueAt(value, index)).filter((value) => value !== undefined);
      return present.length === 0 ? undefined : reduce(present);
    });
  };

const REDUCERS: Readonly<Record<string, (values: readonly number[]) => number>> = {
  AVG: (values) => values.reduce((total, value) => total + value, 0) / values.length,
  MAX: (values) => Math.max(...values),
  MIN: (values) => Math.min(...values),
  SUM: (values) => values.reduce((total, value) => total + value, 0),
};

const combine =
  (left: Evaluate, right: Evaluate, of: (a: number, b: number) => number): Evaluate =>
  (read, count) => {
    const a = left(read, count);
    const b = right(read, count);
    if (typeof a === 'number' && typeof b === 'number') return of(a, b);
    return Array.from({ length: count }, (_, index) => {
      const x = valueAt(a, index);
      const y = valueAt(b, index);
      if (x === undefined || y === undefined) return undefined;
      const result = of(x, y);
      return Number.isFinite(result) ? result : undefined;
    });
  };

const valueAt = (value: Value, index: number): number | undefined => (typeof value === 'number' ? value : value[index]);
