import type { Random } from '../../../local/kernel.ts';
import type { AttributeValue, Item } from '../../../local/services/dynamodb/values/attribute-value.ts';

/** So many values of an attribute are remembered: some are in the table still. */
const REMEMBERED = 15;

/** Draws for random operations; each is a function of the seed and of what was drawn before. */
export class Draw {
  readonly #random: Random;
  readonly #written = new Map<string, readonly AttributeValue[]>();
  readonly #items = new Map<string, Item>();

  constructor(random: Random) {
    this.#random = random;
  }

  chance(probability: number): boolean {
    return this.#random.next() < probability;
  }

  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.#random.next() * (high - low + 1));
  }

  one<Item>(items: readonly Item[]): Item {
    return items[this.integer(0, items.length - 1)] as Item;
  }

  list<Item>(low: number, high: number, make: () => Item): readonly Item[] {
    return Array.from({ length: this.integer(low, high) }, make);
  }

  /** One of several things to do, by weight. */
  weighted<Result>(choices: readonly (readonly [weight: number, make: () => Result])[]): Result {
    let left = this.#random.next() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, make] of choices) {
      left -= weight;
      if (left < 0) return make();
    }
    return (choices.at(-1) as (typeof choices)[number])[1]();
  }

  /** What is put, so that conditions and updates can be drawn that speak of what is there. */
  remember(owner: string, item: Item): void {
    for (const [name, value] of Object.entries(item)) {
      this.#written.set(name, [value, ...(this.#written.get(name) ?? [])].slice(0, REMEMBERED));
    }
    this.#items.set(owner, item);
  }

  /** A value of an attribute: the owner's, if it has one, or one that others have perhaps. */
  recall(owner: string | undefined, name: string): AttributeValue | undefined {
    const own = owner === undefined ? undefined : this.#items.get(owner)?.[name];
    if (own !== undefined && this.chance(0.8)) return own;
    const written = this.#written.get(name) ?? [];
    return written.length === 0 ? undefined : this.one(written);
  }
}
