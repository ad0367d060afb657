import type { JsonObject } from './model.ts';
import { StatesError } from './states-error.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const MAXIMUM_EVENTS = 25_000;

interface RecordedEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly atMs: number;
  readonly details: JsonObject | undefined;
}

/** One event in the shape of GetExecutionHistory. */
export type HistoryEvent = JsonObject & {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly timestamp: Date;
};

/** Members that are JSON text on the wire; with `input` and `output` goes `inputDetails` and `outputDetails`. */
const JSON_MEMBERS: Readonly<Record<string, string | undefined>> = {
  input: 'inputDetails',
  output: 'outputDetails',
  parameters: undefined,
};

/**
 * What happened in one execution. Events keep references and are rendered when somebody asks, because most histories
 * are never read.
 */
export class History {
  readonly #events: RecordedEvent[] = [];

  get length(): number {
    return this.#events.length;
  }

  /**
   * @returns the id of the event
   * @throws `StatesError` when the execution may record no more; unverified: AWS's error name for it
   */
  record(type: string, atMs: number, previousEventId: number, details?: JsonObject): number {
    if (this.#events.length >= MAXIMUM_EVENTS - 1 && !type.startsWith('Execution')) {
      const reason = `The execution reached the maximum number of history events (${MAXIMUM_EVENTS}).`;
      throw new StatesError('States.Runtime', reason);
    }
    const id = this.#events.length + 1;
    this.#events.push({ id, previousEventId, type, atMs, details });
    return id;
  }

  /**
   * Events as GetExecutionHistory answers them, first to last.
   * https://docs.aws.amazon.com/step-functions/latest/apireference/API_HistoryEvent.html
   */
  render(options: { readonly includeData: boolean } = { includeData: true }): readonly HistoryEvent[] {
    return this.#events.map((event) => renderEvent(event, options.includeData));
  }
}

const renderEvent = (event: RecordedEvent, includeData: boolean): HistoryEvent => ({
  timestamp: new Date(event.atMs),
  type: event.type,
  id: event.id,
  previousEventId: event.previousEventId,
  ...(event.details === undefined ? {} : { [detailsName(event.type)]: renderDetails(event.details, includeData) }),
});

const detailsName = (type: string): string => {
  if (type.endsWith('StateEntered')) return 'stateEnteredEventDetails';
  if (type.endsWith('StateExited')) return 'stateExitedEventDetails';
  return `${type.charAt(0).toLowerCase()}${type.slice(1)}EventDetails`;
};

const renderDetails = (details: JsonObject, includeData: boolean): JsonObject => {
  const rendered: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(details)) {
    if (value === undefined) continue;
    if (name === 'assignedVariables') {
      if (includeData) Object.assign(rendered, renderVariables(value as JsonObject));
    } else if (name in JSON_MEMBERS) {
      if (includeData) rendered[name] = JSON.stringify(value);
      const truncation = JSON_MEMBERS[name];
      if (truncation !== undefined) rendered[truncation] = { truncated: false };
    } else {
      rendered[name] = value;
    }
  }
  return rendered;
};

const renderVariables = (variables: JsonObject): JsonObject => ({
  assignedVariables: Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]),
  ),
  assignedVariablesDetails: { truncated: false },
});
