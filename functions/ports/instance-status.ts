export type StatusChecks = 'ok' | 'impaired' | 'initializing' | 'unknown';

/** The status checks of EC2. */
export interface InstanceStatus {
  /** Checks by instance. One that is not running, or could not be read, is not in the answer. */
  of(instanceIds: readonly string[]): Promise<ReadonlyMap<string, StatusChecks>>;
}
