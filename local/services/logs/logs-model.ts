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

  /** @throws Error when there is no such group */
  watch(name: string, listener: Listener): void {
    const listeners = this.#groups.get(name);
    if (listeners === undefined) throw new Error(`there is no log group ${name}`);
    listeners.push(listener);
  }

  /** A line has arrived in a group. */
  deliver(name: string, line: string): void {
    for (const listener of this.#groups.get(name) ?? []) listener(line);
  }
}
