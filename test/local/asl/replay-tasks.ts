import type { Callback, TaskRequest, TaskRunner, TaskSubmission } from '../../../local/asl/model.ts';
import { StatesError } from '../../../local/asl/states-error.ts';
import type { VirtualClock } from '../../../local/clock/virtual-clock.ts';
import { detailsOf, parsed, type RecordedEvent, type Vector } from './vector.ts';

interface Outcome {
  readonly submitted: unknown;
  readonly end: RecordedEvent;
}

const ENDS = /^(Task|LambdaFunction)(Succeeded|Failed|TimedOut)$/;

/** Answers tasks with what was recorded for their state, in order. */
export class ReplayTasks implements TaskRunner {
  readonly #vector: Vector;
  readonly #clock: VirtualClock;
  readonly #outcomes: Map<string, Outcome[]>;
  #callback: PromiseWithResolvers<unknown> | undefined;

  constructor(vector: Vector, clock: VirtualClock) {
    this.#vector = vector;
    this.#clock = clock;
    this.#outcomes = outcomesByState(vector.events);
  }

  async start({ resource, stateName, arguments: input }: TaskRequest): Promise<TaskSubmission> {
    const outcome = this.#outcomes.get(stateName)?.shift();
    if (outcome === undefined) {
      // The recording has no events of the children of distributed maps: files are rebuilt from what was read from
      // them, functions of these cases answer what they were asked.
      return { output: resource.service === 's3' ? { Body: recordedFile(this.#vector, stateName) } : input };
    }
    if (resource.pattern === 'waitForTaskToken') {
      this.#answer(outcome);
      return { output: outcome.submitted };
    }
    return { output: await settle(outcome) };
  }

  openCallback(): Callback {
    const callback = Promise.withResolvers<unknown>();
    callback.promise.catch(() => undefined);
    this.#callback = callback;
    return { token: 'token', completion: callback.promise, lastHeartbeatMs: () => undefined, close: () => undefined };
  }

  #answer(outcome: Outcome): void {
    const callback = this.#callback;
    this.#clock.after(1000, () => settle(outcome).then(callback?.resolve, callback?.reject));
  }
}

const settle = ({ end }: Outcome): Promise<unknown> => {
  const { output, error, cause } = detailsOf(end);
  if (end.type.endsWith('Succeeded')) return Promise.resolve(parsed(output));
  // The interpreter's own timers have to end it.
  if (end.type.endsWith('TimedOut')) return new Promise(() => undefined);
  const reason = typeof cause === 'object' && cause !== null ? JSON.stringify(cause) : cause;
  return Promise.reject(new StatesError(error as string | undefined, reason as string | undefined));
};

const outcomesByState = (events: readonly RecordedEvent[]): Map<string, Outcome[]> => {
  const byId = new Map(events.map((event) => [event.id, event]));
  const outcomes = new Map<string, Outcome[]>();
  for (const end of events) {
    if (!ENDS.test(end.type)) continue;
    let submitted: unknown;
    let event = byId.get(end.previousEventId);
    while (event !== undefined && event.type !== 'TaskStateEntered') {
      if (event.type === 'TaskSubmitted') submitted ??= parsed(detailsOf(event)['output']);
      event = byId.get(event.previousEventId);
    }
    const name = String(detailsOf(event)['name']);
    outcomes.set(name, [...(outcomes.get(name) ?? []), { submitted, end }]);
  }
  return outcomes;
};

/** A file that holds what the map is recorded to have read from it, and one item more where the map had a limit. */
const recordedFile = (vector: Vector, stateName: string): string => {
  const exit = vector.events.find((event) => event.type === 'MapStateExited' && detailsOf(event)['name'] === stateName);
  const items = parsed(detailsOf(exit)['output']);
  const { ReaderConfig: config } = readerOf(vector.definition.States[stateName]);
  if (!Array.isArray(items)) return '{}';
  const isLimited = config['MaxItemsPath'] === '$maxItems' || config['MaxItems'] === items.length;
  const all: readonly Record<string, unknown>[] = isLimited ? [...items, items[0]] : items;
  if (config['InputType'] === 'JSON') return JSON.stringify(all);
  const headers = Object.keys(all[0] ?? {});
  const rows = all.map((item) => headers.map((header) => `"${String(item[header])}"`));
  // Columns beyond the headers that are given are not read.
  if (config['CSVHeaderLocation'] === 'GIVEN') return rows.map((row) => [...row, 'beyond'].join(',')).join('\n');
  return [headers, ...rows].map((line) => line.join(',')).join('\n');
};

const readerOf = (state: unknown): { readonly ReaderConfig: Readonly<Record<string, unknown>> } =>
  (state as { ItemReader: { ReaderConfig: Record<string, unknown> } }).ItemReader;
