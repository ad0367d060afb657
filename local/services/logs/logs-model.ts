type Listener = (line: string) => void;

/** The log groups of the account, by name. What is logged is in the journal. */
export class LogsModel {
  readonly #groups = new Map<string, Listener[]>();

  hasGroup(name: string): boolean {
    return this.#groups.has(name);
  }

  addGroup(name: string): void {
    this.#groups.set(name, []);
  }

  removeGroup(name: string): void {
    this.#groups.delete(name);
  }

  /**
   * @returns the way to stop
   * @throws Error when there is no such group
   */
  watch(name: string, listener: Listener): () => void {
    const listeners = this.#groups.get(name);
    if (listeners === undefined) throw new Error(`there is no log group ${name}`);
    listeners.push(listener);
    return () => void listeners.splice(listeners.indexOf(listener), 1);
  }

  /** A line has arrived in a group. */
  deliver(name: string, line: string): void {
    for (const listener of this.#groups.get(name) ?? []) listener(line);
  }
}
