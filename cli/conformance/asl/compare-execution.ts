import { aliasesBetween, matchesRecording } from './matches-recording.ts';
import { detailsOf, type RecordedExecution } from './recorded-execution.ts';
import { replayExecution } from './replay-execution.ts';

/**
 * Replay a recorded execution and say how its end differs: in the kind of its last event, in the output, in the name
 * of the error. Texts of causes and the order of events are not compared.
 *
 * @returns undefined when nothing differs
 */
export const compareExecution = async (recording: RecordedExecution): Promise<string | undefined> => {
  const execution = await replayExecution(recording);
  const last = recording.events.at(-1);
  const actual = execution.history().at(-1);
  if (actual?.type !== last?.type) {
    const failure = execution.error === undefined ? '' : ` (${execution.error}: ${execution.cause})`;
    return `ends with ${actual?.type}${failure}, recorded is ${last?.type}`;
  }
  const recorded = detailsOf(last);
  if (last?.type === 'ExecutionSucceeded') {
    const aliases = aliasesBetween(recording.input, detailsOf(recording.events[0])['input']);
    if (matchesRecording(execution.output, recorded['output'], aliases)) return undefined;
    return `output is ${JSON.stringify(execution.output)}, recorded is ${JSON.stringify(recorded['output'])}`;
  }
  if (execution.error === recorded['error']) return undefined;
  return `error is ${execution.error} (${execution.cause}), recorded is ${recorded['error']}`;
};
