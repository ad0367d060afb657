import type { Kernel } from '../kernel.ts';
import { Stack } from './stack.ts';

/** The stacks of the account, by name, and those that were deleted. */
export class Stacks {
  readonly #kernel: Kernel;
  readonly #living = new Map<string, Stack>();
  readonly #deleted = new Map<string, Stack>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
  }

  create(name: string): Stack {
    const stack = new Stack(this.#kernel, name);
    this.#living.set(name, stack);
    return stack;
  }

  /** @param nameOrId a deleted stack is found by its id only */
  find(nameOrId: string): Stack | undefined {
    const [, name = nameOrId] = /^arn:[^/]*:stack\/([^/]+)\//.exec(nameOrId) ?? [];
    const found = this.#living.get(name);
    return name === nameOrId || found?.id === nameOrId ? found : this.#deleted.get(nameOrId);
  }

  all(): Iterable<Stack> {
    return this.#living.values();
  }

  bury(stack: Stack): void {
    this.#living.delete(stack.name);
    this.#deleted.set(stack.id, stack);
  }

  /** The value that a stack exports under a name. */
  exported(name: string): string | undefined {
    for (const { exports } of this.#living.values()) if (exports.has(name)) return exports.get(name);
    return undefined;
  }
}
