import type { BusEvent } from '../../events/event.ts';
import { expandDottedKeys } from '../../events/pattern/expand-dotted-keys.ts';
import type { Rule } from './rule.ts';

/** A bus and its rules. */
export class EventBus {
  readonly name: string;
  readonly arn: string;
  policy: object | undefined;
  readonly rules = new Map<string, Rule>();
  /** Rules that can match a source, in the order in which they were made; a rule that cannot match costs nothing. */
  readonly #bySource = new Map<string, readonly Rule[]>();

  constructor(name: string, arn: string) {
    this.name = name;
    this.arn = arn;
  }

  add(rule: Rule): void {
    if (this.rules.has(rule.name)) throw new Error(`the bus ${this.name} already has a rule named ${rule.name}`);
    this.rules.set(rule.name, rule);
    this.#bySource.clear();
  }

  remove(ruleName: string): void {
    this.rules.delete(ruleName);
    this.#bySource.clear();
  }

  /** Rules that match an event and are enabled. */
  match(event: BusEvent): readonly Rule[] {
    const candidates = this.#candidates(event.source);
    if (candidates.length === 0) return candidates;
    const expanded = expandDottedKeys(event);
    const matching: Rule[] = [];
    for (const rule of candidates) {
      if (rule.isEnabled && rule.pattern?.compiled.matches(expanded)) matching.push(rule);
    }
    return matching;
  }

  #candidates(source: string): readonly Rule[] {
    let found = this.#bySource.get(source);
    if (found === undefined) {
      found = [...this.rules.values()].filter(
        ({ pattern }) => pattern !== undefined && (pattern.compiled.sources?.has(source) ?? true),
      );
      this.#bySource.set(source, found);
    }
    return found;
  }
}
