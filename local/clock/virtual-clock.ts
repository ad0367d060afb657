/**
 * The one clock of the embedded cloud: virtual time and a queue ordered by (time, sequence).
 *
 * Everything that waits in the cloud (state machine waits, schedules, alarm periods, boots, retries, timers inside
 * functions) is an item in this queue. `advanceTo` runs the next due item until nothing more can happen at that
 * instant, then goes on. Ties run in the order in which they were queued, so equal inputs give equal histories.
 */
export interface Timer {
  readonly atMs: number;
  cancel(): void;
}

/**
 * What runs when its time comes. An action that starts asynchronous work returns a promise: then that work settles before the
 * next action of the same instant.
 */
export type Action = () => unknown;

interface Item {
  readonly atMs: number;
  readonly sequence: number;
  readonly action: Action;
  isCancelled: boolean;
}

/** More than any instant can have that comes to an end. */
const ACTIONS_OF_ONE_INSTANT = 1_000_000;

export class VirtualClock {
  #nowMs: number;
  #sequence = 0;
  readonly #queue: Item[] = [];
  /** How many actions have run at this instant. */
  #actionsNow = 0;
  /** Has an action run since everything last settled? */
  #hasRun = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(startAtMs: number) {
    this.#nowMs = startAtMs;
  }

  get nowMs(): number {
    return this.#nowMs;
  }

  /** Queue an action for an instant; one in the past runs at the present instant. */
  at(atMs: number, action: Action): Timer {
    const item: Item = { atMs: Math.max(atMs, this.#nowMs), sequence: this.#sequence++, action, isCancelled: false };
    this.#push(item);
    return {
      atMs: item.atMs,
      cancel: () => {
        item.isCancelled = true;
      },
    };
  }

  after(delayMs: number, action: Action): Timer {
    return this.at(this.#nowMs + delayMs, action);
  }

  /** Run an action every `periodMs`, first at `firstMs`, until it is cancelled. */
  every(periodMs: number, firstMs: number, action: Action): { cancel(): void } {
    let timer: Timer;
    const arm = (atMs: number): void => {
      timer = this.at(atMs, () => {
        arm(atMs + periodMs);
        return action();
      });
    };
    arm(firstMs);
    return { cancel: () => timer.cancel() };
  }

  /** End the run: the pending or next `advanceTo` rejects with this error. */
  fail(error: unknown): void {
    this.#failure ??= { error };
  }

  /** An error that was handed to `fail` has been told to whoever made the mistake: the run goes on. */
  forgive(error: unknown): void {
    if (this.#failure?.error === error) this.#failure = undefined;
  }

  /**
   * Let virtual time pass. Work that is started runs until it settles or waits for a later virtual instant:
   * inside the cloud only promises and timers of this clock exist, so one turn of the event loop drains it.
   *
   * @throws whatever was handed to `fail`, or thrown by an action; `Error` where an instant never comes to its end
   */
  async advanceTo(untilMs: number): Promise<void> {
    await this.#drain();
    for (;;) {
      const item = this.#queue[0];
      const isNow = item !== undefined && item.atMs <= this.#nowMs;
      if (!isNow && this.#hasRun) {
        // Before time moves on, everything that began at this instant has settled, whether or not an action told of it.
        await this.#drain();
        continue;
      }
      if (item === undefined || item.atMs > untilMs) break;
      this.#pop();
      if (item.isCancelled) continue;
      this.#moveTo(item.atMs);
      await this.#run(item.action);
    }
    this.#nowMs = Math.max(this.#nowMs, untilMs);
  }

  async advance(byMs: number): Promise<void> {
    await this.advanceTo(this.#nowMs + byMs);
  }

  #moveTo(atMs: number): void {
    this.#actionsNow = atMs === this.#nowMs ? this.#actionsNow + 1 : 0;
    this.#nowMs = atMs;
    if (this.#actionsNow <= ACTIONS_OF_ONE_INSTANT) return;
    throw new Error(
      `time stands still at ${new Date(atMs).toISOString()}: what happens then always makes more to happen then`,
    );
  }

  async #run(action: Action): Promise<void> {
    this.#hasRun = true;
    const result = action();
    if (result instanceof Promise) {
      result.catch((error: unknown) => this.fail(error));
      await this.#drain();
    }
    this.#throwIfFailed();
  }

  async #drain(): Promise<void> {
    this.#hasRun = false;
    await new Promise<void>((resolve) => setImmediate(resolve));
    this.#throwIfFailed();
  }

  #throwIfFailed(): void {
    if (this.#failure === undefined) return;
    const { error } = this.#failure;
    this.#failure = undefined;
    throw error;
  }

  #push(item: Item): void {
    const heap = this.#queue;
    let index = heap.push(item) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = heap[parent] as Item;
      if (!isBefore(item, above)) break;
      heap[index] = above;
      index = parent;
    }
    heap[index] = item;
  }

  #pop(): void {
    const heap = this.#queue;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      if (left >= heap.length) break;
      const right = left + 1;
      const child = right < heap.length && isBefore(heap[right] as Item, heap[left] as Item) ? right : left;
      const below = heap[child] as Item;
      if (!isBefore(below, last)) break;
      heap[index] = below;
      index = child;
    }
    heap[index] = last;
  }
}

const isBefore = (a: Item, b: Item): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.sequence < b.sequence);
