import type { Callback, JsonObject, TaskRequest, TaskRunner, TaskSubmission } from '../../../local/asl/model.ts';
import { StatesError } from '../../../local/asl/states-error.ts';
import type { VirtualClock } from '../../../local/clock/virtual-clock.ts';
import { matchesRecording } from './matches-recording.ts';
import { rebuildAnswer } from './rebuild-objects.ts';
import { detailsOf, parsed, type RecordedExecution } from './recorded-execution.ts';
import { type Outcome, outcomesByState } from './recorded-outcomes.ts';

interface OpenCallback {
  readonly token: string;
  readonly end: PromiseWithResolvers<unknown>;
}

const NO_ALIASES: ReadonlySet<string> = new Set();
/** How long a worker takes that answers by a token. */
const ANSWER_MS = 1000;

/** Answers tasks with what was recorded for their state. */
export class ReplayTasks implements TaskRunner {
  readonly #recording: RecordedExecution;
  readonly #clock: VirtualClock;
  readonly #outcomes: Map<string, Outcome[]>;
  readonly #callbacks: OpenCallback[] = [];
  #tokens = 0;

  constructor(recording: RecordedExecution, clock: VirtualClock) {
    this.#recording = recording;
    this.#clock = clock;
    this.#outcomes = outcomesByState(recording.events);
  }

  async start({ resource, stateName, arguments: input }: TaskRequest): Promise<TaskSubmission> {
    const outcome = this.#take(stateName, input);
    if (outcome === undefined) {
      // The recording has no events of the children of distributed maps: files are rebuilt from what was read from
      // them, functions of these cases answer what they were asked.
      const asked = (input ?? {}) as JsonObject;
      if (resource.service === 's3') {
        return { output: rebuildAnswer(this.#recording, stateName, resource.action, asked) };
      }
      const isInvocation = resource.kind === 'optimized' && resource.service === 'lambda';
      return { output: isInvocation ? { Payload: asked['Payload'], StatusCode: 200 } : input };
    }
    if (resource.pattern === 'request-response') return { output: await settle(outcome) };
    if (resource.pattern !== 'waitForTaskToken') return { output: outcome.submitted, completion: settle(outcome) };
    const { end } = this.#callbackFor(input);
    this.#clock.after(ANSWER_MS, () => settle(outcome).then(end.resolve, end.reject));
    return { output: outcome.submitted };
  }

  openCallback(): Callback {
    const end = Promise.withResolvers<unknown>();
    end.promise.catch(() => undefined);
    const token = `token-${++this.#tokens}`;
    this.#callbacks.push({ token, end });
    return { token, completion: end.promise, lastHeartbeatMs: () => undefined, close: () => undefined };
  }

  /** The outcome of what was asked in the same words, for iterations may come in another order; else the next one. */
  #take(stateName: string, input: unknown): Outcome | undefined {
    const outcomes = this.#outcomes.get(stateName) ?? [];
    const same = outcomes.findIndex(({ asked }) => matchesRecording(input, asked, NO_ALIASES));
    return outcomes.splice(Math.max(0, same), 1)[0];
  }

  /** The callback whose token was sent; one that was not sent anywhere is the oldest. */
  #callbackFor(input: unknown): OpenCallback {
    const text = JSON.stringify(input);
    const sent = this.#callbacks.findIndex(({ token }) => text.includes(token));
    const [callback] = this.#callbacks.splice(Math.max(0, sent), 1);
    if (callback === undefined) throw new Error('A task waits for a token that nobody opened.');
    return callback;
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
