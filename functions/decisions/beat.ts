import { ErrorName, RubatoError } from '../../core/errors.ts';
import { errorFields, type Log, type LogFields } from '../middleware/log.ts';

/** What a beat did, as its function answers. */
export interface BeatReport {
  /** What the switch said, or why it was not even asked: `expired`, or `none` when the event is about no tier of ours. */
  readonly mode: string;
  /** Decisions made and stored. */
  readonly decided: number;
  /** Executions started. */
  readonly started: number;
  /** Lost to another writer, who has decided in their place. */
  readonly stale: number;
  readonly failed: number;
}

/** The end of one decision. */
export type Ending = 'held' | 'started';

/** One thing to decide about, and how. */
export interface Turn {
  /** What the log calls it. */
  readonly fields: LogFields;
  run(): Promise<Ending>;
}

const STALE: ReadonlySet<string> = new Set([ErrorName.StaleEnvironment, ErrorName.StaleHealing, ErrorName.StaleTier]);

/**
 * Take all turns side by side, so that the failure of one neither stops nor delays the others (spec S16).
 *
 * @throws the first failure when all turns failed, so that the function's failure destination gets to see it
 */
export async function takeTurns(mode: string, turns: readonly Turn[], log: Log): Promise<BeatReport> {
  const endings = await Promise.all(turns.map((turn) => endingOf(turn, log)));
  const count = (matches: (ending: Ending | 'stale' | Error) => boolean) => endings.filter(matches).length;
  const failures = endings.filter((ending) => ending instanceof Error);
  const [first] = failures;
  if (first !== undefined && failures.length === turns.length) throw first;
  return {
    mode,
    decided: count((ending) => ending === 'held' || ending === 'started'),
    started: count((ending) => ending === 'started'),
    stale: count((ending) => ending === 'stale'),
    failed: failures.length,
  };
}

/** Tell a recorded decision; what is blocked needs somebody to act. */
export function tell(
  log: Log,
  fields: LogFields,
  { action, reason, text }: { readonly action: string; readonly reason: string; readonly text: string },
): void {
  const line = { ...fields, action, reason, text };
  if (action === 'blocked') log.error('blocked', line);
  else log.info('decided', line);
}

/** A beat that decided nothing. */
export const idleBeat = (mode: string): BeatReport => ({ mode, decided: 0, started: 0, stale: 0, failed: 0 });

async function endingOf(turn: Turn, log: Log): Promise<Ending | 'stale' | Error> {
  try {
    return await turn.run();
  } catch (error) {
    if (error instanceof RubatoError && STALE.has(error.name)) {
      log.info('another writer came first', { ...turn.fields, errorMessage: error.message });
      return 'stale';
    }
    log.error('a decision failed', { ...turn.fields, ...errorFields(error) });
    return error instanceof Error ? error : new Error(String(error));
  }
}
