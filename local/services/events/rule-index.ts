import type { EventPattern } from '../../events/pattern/compile-pattern.ts';
import { isScalar, type Scalar, type ValueTest } from '../../events/pattern/value-test.ts';
import type { Rule } from './rule.ts';

/** Rules with a gate at one path. */
interface GatedRules {
  readonly path: readonly string[];
  readonly all: Place[];
  readonly byValue: Map<Scalar, Place[]>;
  readonly byTest: { readonly test: ValueTest; readonly place: Place }[];
}

/** Where a rule stands among all of them. */
type Place = number;

/** Finds the rules that match an event without looking at most of those that do not: each path of their gates is read once. */
export class RuleIndex {
  readonly #rules: readonly { readonly rule: Rule; readonly pattern: EventPattern }[];
  readonly #ungated: Place[] = [];
  readonly #gated: readonly GatedRules[];

  constructor(rules: readonly Rule[]) {
    this.#rules = rules.flatMap((rule) =>
      rule.pattern === undefined ? [] : [{ rule, pattern: rule.pattern.compiled }],
    );
    const gated = new Map<string, GatedRules>();
    for (const [place, { pattern }] of this.#rules.entries()) this.#add(gated, pattern, place);
    this.#gated = [...gated.values()];
  }

  /** Those that match and are enabled, in the order in which they were given. @param event its dotted keys expanded */
  match(event: Readonly<Record<string, unknown>>): readonly Rule[] {
    const places = [...this.#ungated];
    for (const group of this.#gated) passGate(group, event, places);
    if (places.length > 1) places.sort((a, b) => a - b);
    const matching: Rule[] = [];
    for (const place of places) {
      const found = this.#rules[place];
      if (found?.rule.isEnabled === true && found.pattern.matches(event)) matching.push(found.rule);
    }
    return matching;
  }

  #add(gated: Map<string, GatedRules>, { gate }: EventPattern, place: Place): void {
    if (gate === undefined) {
      this.#ungated.push(place);
      return;
    }
    const key = JSON.stringify(gate.path);
    const group: GatedRules = gated.get(key) ?? { path: gate.path, all: [], byValue: new Map(), byTest: [] };
    gated.set(key, group);
    group.all.push(place);
    if (gate.test.exactly === undefined) group.byTest.push({ test: gate.test.test, place });
    for (const value of gate.test.exactly ?? []) {
      group.byValue.set(value, [...(group.byValue.get(value) ?? []), place]);
    }
  }
}

/** Add the rules whose gate lets the event through; where it holds a list all of them have to look themselves. */
const passGate = (group: GatedRules, event: Readonly<Record<string, unknown>>, places: Place[]): void => {
  let value: unknown = event;
  for (const key of group.path) {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) break;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === undefined) return;
  if (!isScalar(value)) {
    places.push(...group.all);
    return;
  }
  const exact = group.byValue.get(value);
  if (exact !== undefined) places.push(...exact);
  for (const { test, place } of group.byTest) if (test(value)) places.push(place);
};
