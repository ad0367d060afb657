import type { Statement } from './compile-policy.ts';

/** Instances come and go; the memory of them must not grow with the days. */
const RESOURCES_KEPT_MAX = 1000;

/**
 * Statements found by action and resource. The same few questions are asked thousands of times a day, so the answers are
 * kept.
 */
export class StatementIndex {
  #statements: Statement[] = [];
  readonly #found = new Map<string, Map<string, readonly Statement[]>>();

  constructor(statements: readonly Statement[]) {
    this.add(statements);
  }

  add(statements: readonly Statement[]): void {
    this.#statements.push(...statements);
    this.#found.clear();
  }

  remove(statements: readonly Statement[]): void {
    const gone = new Set(statements);
    this.#statements = this.#statements.filter((statement) => !gone.has(statement));
    this.#found.clear();
  }

  /** Statements that speak of the action, and of the resource as far as that is not a matter of variables. */
  find(action: string, resource: string): readonly Statement[] {
    let byResource = this.#found.get(action);
    if (byResource === undefined) {
      byResource = new Map();
      this.#found.set(action, byResource);
    }
    let found = byResource.get(resource);
    if (found === undefined) {
      found = this.#statements.filter(
        ({ hasAction, hasResource }) => hasAction(action) && (hasResource?.(resource) ?? true),
      );
      if (byResource.size >= RESOURCES_KEPT_MAX) byResource.clear();
      byResource.set(resource, found);
    }
    return found;
  }
}
