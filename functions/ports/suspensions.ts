/** Which tiers an environment has put to sleep. */
export interface Suspensions {
  /** Those of the tiers that the environment has suspended, read consistently. @throws `StateUnreadable` */
  of(environmentId: string, tierIds: readonly string[]): Promise<readonly string[]>;
}
