/** Thrown into what waits in a strand that is cancelled; never seen by Retry or Catch. */
export const CANCELLED: unique symbol = Symbol('cancelled');

/** Ends everything that waits below it, once. */
export class Cancellation {
  #isCancelled = false;
  readonly #listeners = new Set<() => void>();

  get isCancelled(): boolean {
    return this.#isCancelled;
  }

  cancel(): void {
    if (this.#isCancelled) return;
    this.#isCancelled = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }

  /** A cancellation that follows this one. */
  child(): Cancellation {
    const child = new Cancellation();
    if (this.#isCancelled) child.cancel();
    else this.#listeners.add(() => child.cancel());
    return child;
  }

  /** The promise's value, unless this is cancelled first: then it rejects with `CANCELLED`. */
  guard<Value>(promise: Promise<Value>): Promise<Value> {
    return new Promise<Value>((resolve, reject) => {
      const onCancel = (): void => reject(CANCELLED);
      if (this.#isCancelled) onCancel();
      else this.#listeners.add(onCancel);
      promise.then(
        (value) => {
          this.#listeners.delete(onCancel);
          resolve(value);
        },
        (error: unknown) => {
          this.#listeners.delete(onCancel);
          reject(error);
        },
      );
    });
  }
}
