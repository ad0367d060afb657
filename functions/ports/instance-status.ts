export type StatusChecks = 'ok' | 'impaired' | 'initializing' | 'unknown';

/** The status checks of EC2, and how old instances are. */
export interface InstanceStatus {
  /** Checks by instance. One that is not running, or could not be read, is not in the answer. */
  of(instanceIds: readonly string[]): Promise<ReadonlyMap<string, StatusChecks>>;

  /** When instances were launched. One that is gone, or could not be read, is not in the answer. */
  launchTimes(instanceIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}
