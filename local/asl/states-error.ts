/**
 * An error of an execution, as states report it and Retry and Catch match it.
 * Names: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html
 */
export class StatesError extends Error {
  /** Undefined when a callback or a Fail state named none. */
  readonly error: string | undefined;
  readonly reason: string | undefined;
  /** Nothing catches it and the execution fails: `States.Runtime`, and data over the limit between states. */
  readonly isTerminal: boolean;
  /** A missed heartbeat reports itself as a timeout, and `States.HeartbeatTimeout` matches it. */
  readonly isHeartbeat: boolean;

  constructor(
    error: string | undefined,
    reason: string | undefined,
    traits: { readonly isTerminal?: boolean; readonly isHeartbeat?: boolean } = {},
  ) {
    super(`${error ?? 'error'}: ${reason ?? ''}`);
    this.name = 'StatesError';
    this.error = error;
    this.reason = reason;
    this.isTerminal = traits.isTerminal ?? error === 'States.Runtime';
    this.isHeartbeat = traits.isHeartbeat ?? false;
  }
}
