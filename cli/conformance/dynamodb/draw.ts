import type { Random } from '../../../local/kernel.ts';

/** Draws for random operations; each is a function of the seed and of what was drawn before. */
export class Draw {
  readonly #random: Random;

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
}
