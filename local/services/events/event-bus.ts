import type { BusEvent } from '../../events/event.ts';
import { expandDottedKeys } from '../../events/pattern/expand-dotted-keys.ts';
import type { Rule } from './rule.ts';
import { RuleIndex } from './rule-index.ts';

/** A bus and its rules. */
export class EventBus {
  readonly name: string;
  readonly arn: string;
  policy: object | undefined;
  readonly rules = new Map<string, Rule>();
  /** Rules that can match a source, in the order in which they were made; a rule that cannot match costs nothing. */
  readonly #bySource = new Map<string, RuleIndex>();

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
    return this.#candidates(event.source).match(expandDottedKeys(event));
  }

  #candidates(source: string): RuleIndex {
    let found = this.#bySource.get(source);
    if (found === undefined) {
      found = new RuleIndex(
        [...this.rules.values()].filter(({ pattern }) => pattern?.compiled.sources?.has(source) ?? true),
      );
      this.#bySource.set(source, found);
    }
    return found;
  }
}
