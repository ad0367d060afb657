import { detailsOf, parsed, type RecordedEvent } from './recorded-execution.ts';

/** How one task ended. */
export interface Outcome {
  /** What it was asked, as recorded. */
  readonly asked: unknown;
  /** What the service answered at once, where the task went on. */
  readonly submitted: unknown;
  readonly end: RecordedEvent;
}

const ENDS = /^(Task|LambdaFunction|Activity)(Succeeded|\w*Failed|TimedOut)$/;
const ASKED = /^(Task|LambdaFunction|Activity)Scheduled$/;

/** Outcomes by the state that was entered last before them, in the order of their ends. */
export const outcomesByState = (events: readonly RecordedEvent[]): Map<string, Outcome[]> => {
  const byId = new Map(events.map((event) => [event.id, event]));
  const outcomes = new Map<string, Outcome[]>();
  for (const end of events) {
    if (!ENDS.test(end.type)) continue;
    let asked: unknown;
    let submitted: unknown;
    let event = byId.get(end.previousEventId);
    while (event !== undefined && event.type !== 'TaskStateEntered') {
      const details = detailsOf(event);
      if (event.type === 'TaskSubmitted') submitted ??= parsed(details['output']);
      if (ASKED.test(event.type)) asked ??= parsed(details['parameters'] ?? details['input']);
      event = byId.get(event.previousEventId);
    }
    const name = String(detailsOf(event)['name']);
    outcomes.set(name, [...(outcomes.get(name) ?? []), { asked, submitted, end }]);
  }
  return outcomes;
};
