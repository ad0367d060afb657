/** The log groups of the account, by name. What is logged is in the journal. */
export class LogsModel {
  readonly #groups = new Set<string>();

  hasGroup(name: string): boolean {
    return this.#groups.has(name);
  }

  addGroup(name: string): void {
    this.#groups.add(name);
  }
}
