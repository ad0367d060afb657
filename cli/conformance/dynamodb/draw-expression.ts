import { type AttributeValue, typeOf } from '../../../local/services/dynamodb/values/attribute-value.ts';
import type { Draw } from './draw.ts';
import { drawEqual, drawMembersOf, drawPart, drawSize, drawSteps } from './draw-part.ts';
import { drawNumber, drawPrefix, drawScalar, drawSet, drawValue } from './draw-value.ts';

/** Expressions of one request with the names and values that they refer to. */
export class ExpressionDraw {
  readonly #draw: Draw;
  readonly #owner: string | undefined;
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, AttributeValue | object> = {};

  /** @param owner the key of the item that the expressions are about, as text; otherwise they are about several */
  constructor(draw: Draw, owner?: string) {
    this.#draw = draw;
    this.#owner = owner;
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

  path(of: readonly string[] = ATTRIBUTES): string {
    const draw = this.#draw;
    const name = (): string => this.name(draw.one(of));
    return draw.weighted([
      [6, name],
      [1.5, () => this.#within(of)],
      [0.7, () => `${name()}.${this.name(draw.one(['a', 'b', 'c']))}`],
      [0.7, () => `${name()}[${draw.integer(0, 2)}]`],
      [0.3, () => `${name()}.a[0].b`],
    ]);
  }

  condition(depth = 0): string {
    const draw = this.#draw;
    const inner = (): string => this.condition(depth + 1);
    const isDeep = depth >= 2;
    return draw.weighted([
      [4, () => this.#comparison(draw.one(COMPARATORS))],
      [1.5, () => `${draw.one(['attribute_exists', 'attribute_not_exists'])}(${this.path()})`],
      [1.5, () => this.#typed()],
      [2, () => this.#function('begins_with')],
      [3, () => this.#function('contains')],
      [2, () => this.#sized()],
      [1.5, () => this.#between()],
      [1.5, () => this.#in()],
      [isDeep ? 0 : 1.5, () => `${inner()} ${draw.one(['AND', 'OR', 'and', 'Or'])} ${inner()}`],
      [isDeep ? 0 : 0.7, () => `NOT ${inner()}`],
      [isDeep ? 0 : 0.7, () => `(${inner()})`],
      [0.05, () => draw.one(BROKEN)],
    ]);
  }

  update(): string {
    const draw = this.#draw;
    const clauses = [
      ...(draw.chance(0.6) ? [`SET ${draw.list(1, 2, () => this.#assignment()).join(', ')}`] : []),
      ...(draw.chance(0.25) ? [`REMOVE ${draw.list(1, 2, () => this.#removed()).join(', ')}`] : []),
      ...(draw.chance(0.25) ? [`ADD ${this.#change(() => drawNumber(draw))}`] : []),
      ...(draw.chance(0.2) ? [`DELETE ${this.#change(() => drawSet(draw))}`] : []),
    ];
    return draw.weighted([
      [1, () => draw.one(['', 'SET', 'SET a', 'ADD a', 'SET a = :v', 'SET a = b SET c = d'])],
      [6, () => this.#copyAndChange()],
      [93, () => (clauses.length === 0 ? `SET ${this.#assignment()}` : clauses.join(' '))],
    ]);
  }

  projection(): string {
    return this.#draw.list(1, 3, () => this.path()).join(', ');
  }

  /** Never of two paths: what holds where neither leads anywhere is documented nowhere. */
  #comparison(operator: string): string {
    const { name, held } = this.#attribute();
    const isOrder = operator !== '=' && operator !== '<>';
    const isApt = held !== undefined && (!isOrder || 'S' in held || 'N' in held || 'B' in held);
    const operand = this.#draw.chance(0.8) ? name() : this.#operand();
    const value = this.value(
      isApt && this.#draw.chance(0.7) ? drawEqual(this.#draw, held) : isOrder ? this.#mostly(drawScalar) : undefined,
    );
    return this.#draw.chance(0.8) ? `${operand} ${operator} ${value}` : `${value} ${operator} ${operand}`;
  }

  #typed(): string {
    const { name, held } = this.#attribute();
    const type = held !== undefined && this.#draw.chance(0.6) ? typeOf(held) : this.#draw.one(TYPES);
    return `attribute_type(${this.#draw.chance(0.8) ? name() : this.path()}, ${this.value({ S: type })})`;
  }

  #function(called: 'begins_with' | 'contains'): string {
    const { name, held } = this.#attribute();
    const part = held === undefined || this.#draw.chance(0.25) ? undefined : drawPart(this.#draw, held);
    const isApt = part !== undefined && (called === 'contains' || 'S' in part || 'B' in part);
    const other = called === 'contains' ? drawValue(this.#draw) : this.#mostly(drawPrefix);
    return `${called}(${this.#draw.chance(0.8) ? name() : this.path()}, ${this.value(isApt ? part : other)})`;
  }

  #sized(): string {
    const { name, held } = this.#attribute();
    const size = held === undefined ? { N: String(this.#draw.integer(0, 3)) } : drawSize(this.#draw, held);
    return `size(${name()}) ${this.#draw.one(COMPARATORS)} ${this.value(size)}`;
  }

  #between(): string {
    const draw = this.#draw;
    const { name, held } = this.#attribute();
    const operand = draw.chance(0.8) ? name() : this.#operand();
    if (draw.chance(0.2)) return `${operand} BETWEEN ${this.value()} AND ${this.value()}`;
    const isHeld = held !== undefined && ('S' in held || 'N' in held || 'B' in held);
    if (isHeld && draw.chance(0.6)) return `${operand} BETWEEN ${this.value(held)} AND ${this.value(held)}`;
    const low = draw.integer(-5, 5);
    return `${operand} BETWEEN ${this.value({ N: String(low) })} AND ${this.value({ N: String(low + draw.integer(-1, 10)) })}`;
  }

  #in(): string {
    const draw = this.#draw;
    const { name, held } = this.#attribute();
    const candidate = (): string =>
      draw.weighted([
        [1, () => this.path()],
        [2, () => this.value()],
        [2, () => this.value(held)],
      ]);
    return `${draw.chance(0.8) ? name() : this.#operand()} IN (${draw.list(1, 3, candidate).join(', ')})`;
  }

  /** What goes with the operator; now and then anything. */
  #mostly(draw: (draw: Draw) => AttributeValue): AttributeValue {
    return this.#draw.chance(0.9) ? draw(this.#draw) : drawValue(this.#draw);
  }

  /** An attribute, and a value that it has perhaps. */
  #attribute(of: readonly string[] = ATTRIBUTES): {
    readonly name: () => string;
    readonly held: AttributeValue | undefined;
  } {
    const attribute = this.#draw.one(of);
    return { name: () => this.name(attribute), held: this.#draw.recall(this.#owner, attribute) };
  }

  /** A path to what is within an attribute perhaps. */
  #within(of: readonly string[]): string {
    const { name, held = { NULL: true } } = this.#attribute(of);
    return this.#below(name(), drawSteps(this.#draw, held));
  }

  #below(name: string, steps: readonly (string | number)[]): string {
    return steps.reduce<string>(
      (path, step) => (typeof step === 'number' ? `${path}[${step}]` : `${path}.${this.name(step)}`),
      name,
    );
  }

  #operand(): string {
    return this.#draw.weighted([
      [5, () => this.path()],
      [5, () => this.value()],
      [1, () => `size(${this.path()})`],
    ]);
  }

  /** A path with what ADD or DELETE does to it: a set of its type, or something else. */
  #change(other: () => AttributeValue): string {
    const { name, held } = this.#attribute(TARGETS);
    const members = held === undefined ? undefined : drawMembersOf(this.#draw, held);
    const value = members === undefined ? other() : this.#draw.chance(0.5) ? members : drawSet(this.#draw, held);
    return `${this.#draw.chance(0.9) ? name() : this.path(TARGETS)} ${this.value(value)}`;
  }

  #copyAndChange(): string {
    const { name, held } = this.#attribute(['a', 'b']);
    const members = held === undefined ? undefined : drawMembersOf(this.#draw, held);
    const value = members !== undefined && this.#draw.chance(0.4) ? members : drawSet(this.#draw, held);
    return `SET c = ${name()} ${this.#draw.one(['ADD', 'ADD', 'DELETE'])} ${name()} ${this.value(value)}`;
  }

  #removed(): string {
    return this.#draw.chance(0.6) ? this.#within(TARGETS) : this.path(TARGETS);
  }

  #assignment(): string {
    const draw = this.#draw;
    const target = this.path(TARGETS);
    return draw.weighted([
      [5, () => `${target} = ${this.value()}`],
      [2, () => `${target} = ${this.#term()} ${draw.one(['+', '-'])} ${this.#term()}`],
      [1, () => `${target} = if_not_exists(${this.path()}, ${this.value()})`],
      [1, () => `${target} = list_append(${this.#list()}, ${this.#list()})`],
      [1, () => `${target} = ${this.path()}`],
    ]);
  }

  #term(): string {
    return this.#draw.chance(0.5) ? this.path() : this.value(drawNumber(this.#draw));
  }

  #list(): string {
    const { name, held = { NULL: true } } = this.#attribute();
    if ('L' in held && this.#draw.chance(0.7)) return name();
    return this.#draw.chance(0.8) ? this.value({ L: [drawValue(this.#draw, 2)] }) : this.#term();
  }
}

/** Attributes that expressions speak of: `b` holds collections, some are of the indexes, some are keys, some are reserved words. */
const ATTRIBUTES = ['a', 'a', 'b', 'b', 'b', 'c', 'c', 'kind', 'weight', 'status', 'pk', 'gone'];
/** What updates change: seldom a key of the table or of an index. */
const TARGETS = ['a', 'a', 'b', 'b', 'b', 'c', 'c', 'status', 'gone', ...ATTRIBUTES];
const COMPARATORS = ['=', '<>', '<', '<=', '>', '>='];
const RESERVED = ['status'];
const TYPES = ['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M', 'X'];
const BROKEN = ['', 'a', 'a =', 'a = :v0 AND', 'size(a)', 'a ! b', 'between(a)', 'NOT', '(a = b', 'a..b = c', '#n0'];
