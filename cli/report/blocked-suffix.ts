import type { EnvironmentReport } from './report.ts';

/** What follows the hours that an environment slept, where it is blocked at the end of the run. */
export const blockedSuffix = ({ blocked }: EnvironmentReport, at: (ms: number) => string): string =>
  blocked === null ? '' : `; blocked since ${at(blocked.sinceMs)}: ${blocked.reason}`;
