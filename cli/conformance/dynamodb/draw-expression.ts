import type { AttributeValue } from '../../../local/services/dynamodb/values/attribute-value.ts';
import type { Draw } from './draw.ts';
import { drawNumber, drawSet, drawValue } from './draw-value.ts';

/** Expressions of one request with the names and values that they refer to. */
export class ExpressionDraw {
  readonly #draw: Draw;
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, AttributeValue | object> = {};

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  /** `ExpressionAttributeNames` and `ExpressionAttributeValues`, where there are any; now and then one is wrong. */
  substitutions(): object {
    const draw = this.#draw;
    if (draw.chance(0.02)) this.#values[':unused'] = { S: 'x' };
    if (draw.chance(0.01)) this.#names['#unused'] = 'x';
    if (draw.chance(0.01)) delete this.#values[':v0'];
    if (draw.chance(0.01)) delete this.#names['#n0'];
    return {
      ...(Object.keys(this.#names).length === 0 ? {} : { ExpressionAttributeNames: this.#names }),
      ...(Object.keys(this.#values).length === 0 ? {} : { ExpressionAttributeValues: this.#values }),
    };
  }

  value(value: AttributeValue | object = drawValue(this.#draw)): string {
    const name = `:v${Object.keys(this.#values).length}`;
    this.#values[name] = value;
    return name;
  }

  name(name: string): string {
    if (!this.#draw.chance(0.3) && !RESERVED.includes(name)) return name;
    if (RESERVED.includes(name) && this.#draw.chance(0.03)) return name;
    const known = Object.entries(this.#names).find(([, of]) => of === name);
    if (known !== undefined) return known[0];
    const placeholder = `#n${Object.keys(this.#names).length}`;
    this.#names[placeholder] = name;
    return placeholder;
  }

  path(): string {
    const draw = this.#draw;
    const head = this.name(draw.one(ATTRIBUTES));
    return draw.weighted([
      [6, () => head],
      [1.5, () => `${head}.${this.name(draw.one(['a', 'b', 'c']))}`],
      [1, () => `${head}[${draw.integer(0, 2)}]`],
      [0.3, () => `${head}.a[0].b`],
    ]);
  }

  condition(depth = 0): string {
    const draw = this.#draw;
    const inner = (): string => this.condition(depth + 1);
    const isDeep = depth >= 2;
    return draw.weighted([
      [5, () => this.#comparison(draw.one(['=', '<>', '<', '<=', '>', '>=']))],
      [1.5, () => `${draw.one(['attribute_exists', 'attribute_not_exists'])}(${this.path()})`],
      [1, () => `attribute_type(${this.path()}, ${this.value({ S: draw.one(TYPES) })})`],
      [1, () => `begins_with(${this.path()}, ${this.value(draw.chance(0.8) ? { S: 'a' } : drawValue(draw))})`],
      [1, () => `contains(${this.path()}, ${this.value()})`],
      [1, () => `${this.#operand()} BETWEEN ${this.#bounds()}`],
      // No paths within the list: dynalite ends its process where one leads nowhere.
      [1, () => `${this.#operand()} IN (${draw.list(1, 3, () => this.value()).join(', ')})`],
      [isDeep ? 0 : 1.5, () => `${inner()} ${draw.one(['AND', 'OR', 'and', 'Or'])} ${inner()}`],
      [isDeep ? 0 : 0.7, () => `NOT ${inner()}`],
      [isDeep ? 0 : 0.7, () => `(${inner()})`],
      [0.05, () => draw.one(BROKEN)],
    ]);
  }

  update(): string {
    const draw = this.#draw;
    const clauses = [
      ...(draw.chance(0.7) ? [`SET ${draw.list(1, 3, () => this.#assignment()).join(', ')}`] : []),
      ...(draw.chance(0.25) ? [`REMOVE ${draw.list(1, 2, () => this.path()).join(', ')}`] : []),
      ...(draw.chance(0.25)
        ? [`ADD ${this.path()} ${this.value(draw.chance(0.6) ? drawNumber(draw) : drawSet(draw))}`]
        : []),
      ...(draw.chance(0.15) ? [`DELETE ${this.path()} ${this.value(drawSet(draw))}`] : []),
    ];
    return draw.chance(0.01)
      ? draw.one(['', 'SET', 'SET a', 'ADD a', 'SET a = :v', 'SET a = b SET c = d'])
      : clauses.join(' ');
  }

  projection(): string {
    return this.#draw.list(1, 3, () => this.path()).join(', ');
  }

  /** Never of two paths: what holds where neither leads anywhere is documented nowhere. */
  #comparison(operator: string): string {
    const [operand, value] = [this.#operand(), this.value()];
    return this.#draw.chance(0.8) ? `${operand} ${operator} ${value}` : `${value} ${operator} ${operand}`;
  }

  #operand(): string {
    return this.#draw.weighted([
      [5, () => this.path()],
      [5, () => this.value()],
      [0.7, () => `size(${this.path()})`],
    ]);
  }

  #bounds(): string {
    const draw = this.#draw;
    if (draw.chance(0.3)) return `${this.value()} AND ${this.value()}`;
    const low = draw.integer(-5, 5);
    return `${this.value({ N: String(low) })} AND ${this.value({ N: String(low + draw.integer(-1, 10)) })}`;
  }

  #assignment(): string {
    const draw = this.#draw;
    const target = this.path();
    return draw.weighted([
      [5, () => `${target} = ${this.value()}`],
      [2, () => `${target} = ${this.#term()} ${draw.one(['+', '-'])} ${this.#term()}`],
      [1, () => `${target} = if_not_exists(${this.path()}, ${this.value()})`],
      [1, () => `${target} = list_append(${this.#term()}, ${this.value({ L: [drawValue(draw, 2)] })})`],
      [1, () => `${target} = ${this.path()}`],
    ]);
  }

  #term(): string {
    return this.#draw.chance(0.5) ? this.path() : this.value(drawNumber(this.#draw));
  }
}

/** Attributes that expressions speak of: some are of the indexes, some are keys, some are reserved words. */
const ATTRIBUTES = ['a', 'a', 'b', 'b', 'c', 'c', 'kind', 'weight', 'status', 'pk', 'missing'];
const RESERVED = ['status'];
const TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'L', 'M', 'X'];
const BROKEN = ['', 'a', 'a =', 'a = :v0 AND', 'size(a)', 'a ! b', 'between(a)', 'NOT', '(a = b', 'a..b = c', '#n0'];
