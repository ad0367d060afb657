import type { Kernel } from '../../kernel.ts';
import { publicParameter } from './public-parameter.ts';

export interface StoredParameter {
  readonly value: string;
  readonly version: number;
}

/** The parameters of the account, and the public ones. */
export class SsmModel {
  readonly kernel: Kernel;
  readonly #parameters = new Map<string, StoredParameter>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  put(name: string, value: string): void {
    this.#parameters.set(name, { value, version: (this.#parameters.get(name)?.version ?? 0) + 1 });
  }

  remove(name: string): void {
    this.#parameters.delete(name);
  }

  find(name: string): StoredParameter | undefined {
    const value = publicParameter(name);
    return value === undefined ? this.#parameters.get(name) : { value, version: 1 };
  }
}
