/** Below a sentence about options that does not list what is allowed. */
export const HELP_HINT = '(--help lists what is allowed)';

/** What the person at the terminal can mend: one clear sentence, exit code 2. */
export class UsageError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'UsageError';
  }
}
