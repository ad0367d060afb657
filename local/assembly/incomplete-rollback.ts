/** What a failed change had done could not be undone. */
export class IncompleteRollback extends Error {
  constructor(cause: unknown, failures: readonly unknown[]) {
    super([cause, ...failures].map((each) => (each instanceof Error ? each.message : String(each))).join('; then '), {
      cause,
    });
    this.name = 'IncompleteRollback';
  }
}
