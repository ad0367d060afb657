import { projectRubato } from '../project-file.ts';
import { shellWord } from '../shell-word.ts';
import { clockTime } from './format.ts';
import type { Report, UnhealedInstance } from './report.ts';

const HOUR_MS = 3_600_000;

/**
 * A line for each instance that stayed bad, with the command that tells why.
 *
 * @param folder where the report is kept
 */
export const unhealedLines = ({ run, unhealed }: Report, folder: string): string[] => {
  const at = clockTime(run.timeZone);
  return unhealed.map((instance) => {
    const { tierId, instanceId, hungAtMs, isHealedTier, attempts } = instance;
    const who = `not healed: ${instanceId} of tier ${tierId}${hungAtMs === null ? '' : ` hung at ${at(hungAtMs)} and`}`;
    if (!isHealedTier) return `${who} stayed so, for the tier names no healing policy`;
    const ends = attempts.map(({ outcome, endedAtMs }) => `${outcome} at ${at(endedAtMs)}`).join(', then ');
    return `${who} was not replaced${ends === '' ? '' : `: its replacement ended as ${ends}`}; ${explainCommand(run, instance, folder)} tells why`;
  });
};

/** About the end of the last attempt; without one the instance is bad to the end of the run. */
const explainCommand = ({ startMs, hours }: Report['run'], instance: UnhealedInstance, folder: string): string => {
  const atMs = instance.attempts.at(-1)?.endedAtMs ?? startMs + hours * HOUR_MS;
  return `${projectRubato()} explain --heal ${instance.tierId} --at ${new Date(atMs).toISOString()} --from ${shellWord(folder)}`;
};
