import type { Kernel } from '../../kernel.ts';
import { type Alarm, type AlarmRecord, alarmNotFound, type StateReport } from './alarm.ts';
import { alarmEvent } from './alarm-event.ts';
import { alarmNotification } from './alarm-notification.ts';
import { evaluateAlarm, evaluationRange } from './evaluate-alarm.ts';
import { MINUTE_MS } from './metric-store.ts';
import { reasonData, reasonText } from './state-reason.ts';

/**
 * Alarms, each evaluated once a minute at an offset of its own, as CloudWatch spreads them: drawn by name from the seed, so
 * another alarm moves none.
 */
export class AlarmModel {
  readonly alarms = new Map<string, AlarmRecord>();
  readonly #kernel: Kernel;
  readonly #salt: string;
  readonly #evaluations = new Map<string, { cancel(): void }>();

  constructor(kernel: Kernel) {
    this.#kernel = kernel;
    this.#salt = kernel.random.hex(8);
  }

  alarm(name: string): Alarm | undefined {
    return this.alarms.get(name);
  }

  add(alarm: AlarmRecord): void {
    this.alarms.set(alarm.name, alarm);
    const { clock } = this.#kernel;
    const offsetMs = hashText(`${this.#salt}${alarm.name}`) % MINUTE_MS;
    const firstMs = Math.floor(clock.nowMs / MINUTE_MS) * MINUTE_MS + offsetMs;
    const dueMs = firstMs <= clock.nowMs ? firstMs + MINUTE_MS : firstMs;
    this.#evaluations.set(
      alarm.name,
      clock.every(MINUTE_MS, dueMs, () => this.#evaluate(alarm)),
    );
  }

  remove(name: string): void {
    this.alarms.delete(name);
    this.#evaluations.get(name)?.cancel();
    this.#evaluations.delete(name);
  }

  /** Set a state by hand; it lasts until the next evaluation finds another. @throws `AwsError` ResourceNotFound */
  setState(name: string, state: Omit<StateReport, 'atMs'>): void {
    const alarm = this.alarms.get(name);
    if (alarm === undefined) throw alarmNotFound(name);
    const sent = this.#enter(alarm, { ...state, atMs: this.#kernel.clock.nowMs });
    sent?.catch((error: unknown) => this.#kernel.clock.fail(error));
  }

  /** @returns a promise only when notifications are under way, so that the clock waits for nothing else */
  #evaluate(alarm: AlarmRecord): Promise<unknown> | undefined {
    const { nowMs } = this.#kernel.clock;
    const { periodMinutes } = alarm.watched;
    const count = evaluationRange(alarm.rule);
    const untilMinute = Math.floor(nowMs / MINUTE_MS);
    const fromMinute = untilMinute - count * periodMinutes;
    const range = alarm.watched.read({ fromMinute, periodMinutes, count });
    const { state, datapoints } = evaluateAlarm(alarm.rule, range, alarm.state.value);
    if (state === alarm.state.value) return undefined;
    const startMs = (untilMinute - alarm.rule.evaluationPeriods * periodMinutes) * MINUTE_MS;
    return this.#enter(alarm, {
      value: state,
      reason: reasonText(alarm, state, datapoints),
      reasonData: reasonData(alarm, datapoints, startMs, nowMs),
      atMs: nowMs,
    });
  }

  #enter(alarm: AlarmRecord, state: StateReport): Promise<unknown> | undefined {
    const previous = alarm.state;
    alarm.state = state;
    if (previous.value === state.value) return undefined;
    alarm.changedAtMs = state.atMs;
    this.#kernel.journal.note('alarm', alarm.name, { from: previous.value, to: state.value });
    this.#kernel.emit(alarmEvent(alarm, previous));
    return this.#notify(alarm, previous);
  }

  #notify(alarm: Alarm, previous: StateReport): Promise<unknown> | undefined {
    const topics = alarm.areActionsEnabled ? alarm.actions[alarm.state.value] : [];
    if (topics.length === 0) return undefined;
    const { Subject, Message } = alarmNotification(this.#kernel, alarm, previous);
    const caller = { kind: 'service', service: 'cloudwatch.amazonaws.com', sourceArn: alarm.arn } as const;
    return Promise.all(
      topics.map((TopicArn) => this.#kernel.call('sns', 'Publish', { TopicArn, Subject, Message }, caller)),
    );
  }
}

/** FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/ */
const hashText = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
};
