import type { BeatReport } from '../../decisions/beat.ts';
import { decideEnvironments, type EnvironmentCare } from '../../decisions/decide-environments.ts';
import type { Log } from '../../middleware/log.ts';

/** Each minute, every environment that is due gets its decision. */
export const onEnvironmentSweep = (care: EnvironmentCare, log: Log) => (): Promise<BeatReport> =>
  decideEnvironments(care, log);
