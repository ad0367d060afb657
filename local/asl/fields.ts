import { invalidDefinition } from './invalid-definition.ts';
import type { JsonObject, QueryLanguageName } from './model.ts';

/** What timeouts and intervals take at most: https://docs.aws.amazon.com/step-functions/latest/dg/state-task.html */
export const MAXIMUM_SECONDS = 99_999_999;

/** Reads the fields of one object of a definition and complains with their place. */
export class Fields {
  readonly json: JsonObject;
  readonly place: string;

  /** @throws `AwsError` InvalidDefinition when the value is not an object */
  constructor(json: unknown, place: string) {
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: Expected an object, found ${JSON.stringify(json)}`, place);
    }
    this.json = json as JsonObject;
    this.place = place;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.json, name);
  }

  value(name: string): unknown {
    return this.has(name) ? this.json[name] : undefined;
  }

  string(name: string): string {
    return this.#expect(name, this.optionalString(name), 'a string');
  }

  optionalString(name: string): string | undefined {
    const value = this.value(name);
    if (value === undefined || typeof value === 'string') return value;
    throw this.invalid(name, 'a string');
  }

  /**
   * A number in a range, or the default.
   * Words as measured on AWS for the numbers of a map: https://github.com/floci-io/floci/issues/3733
   */
  number(name: string, standard: number, minimum: number, maximum = Number.POSITIVE_INFINITY): number {
    if (!this.has(name)) return standard;
    const value = this.value(name);
    if (typeof value !== 'number') throw this.invalid(name, 'a number');
    if (value < minimum) throw this.#refuse(`Minimum value is ${minimum}`, name);
    if (value > maximum) throw this.#refuse(`Maximum value is ${maximum}`, name);
    return value;
  }

  /** A number without a fraction in a range, or the default. */
  integer(name: string, standard: number, minimum: number, maximum?: number): number {
    const value = this.number(name, standard, minimum, maximum);
    if (this.has(name) && !Number.isInteger(value)) throw this.invalid(name, 'an integer');
    return value;
  }

  /** One of some words; none when the field is absent. */
  optionalOneOf<Word extends string>(name: string, words: readonly Word[]): Word | undefined {
    const value = this.optionalString(name);
    const found = words.find((word) => word === value);
    if (value !== undefined && found === undefined) throw this.invalid(name, words.join(' or '));
    return found;
  }

  object(name: string): Fields {
    return new Fields(this.value(name), `${this.place}/${name}`);
  }

  optionalObject(name: string): Fields | undefined {
    return this.has(name) ? this.object(name) : undefined;
  }

  /** The objects of an array; none when the field is absent. */
  objects(name: string): readonly Fields[] {
    const value = this.value(name) ?? [];
    if (!Array.isArray(value)) throw this.invalid(name, 'an array');
    return value.map((item: unknown, index) => new Fields(item, `${this.place}/${name}[${index}]`));
  }

  /** Of a state: its branches, or the processor of its items. */
  innerFlows(): readonly Fields[] {
    const processors = ['ItemProcessor', 'Iterator'].flatMap((name) => this.optionalObject(name) ?? []);
    return [...this.objects('Branches'), ...processors];
  }

  strings(name: string): readonly string[] {
    const value = this.value(name);
    if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')) return value;
    throw this.invalid(name, 'an array of strings with at least one of them');
  }

  /**
   * Refuse every field that is not in the list; a `Comment` is welcome everywhere.
   * Words as measured on AWS: https://github.com/floci-io/floci/issues/2735 and https://github.com/floci-io/floci/issues/2968
   *
   * @param language the state's query language, and the fields that the state would have in the other one
   * @throws `AwsError` InvalidDefinition
   */
  allow(
    names: readonly string[],
    language?: { readonly own: QueryLanguageName; readonly other: readonly string[] },
  ): void {
    this.optionalString('Comment');
    for (const name of Object.keys(this.json)) {
      if (name === 'Comment' || names.includes(name)) continue;
      if (language?.other.includes(name) !== true) throw this.#refuse(`Field '${name}' is not supported`);
      const other = language.own === 'JSONata' ? 'JSONPath' : 'JSONata';
      const subject = `The QueryLanguage is set to '${language.own}', but field '${name}'`;
      throw this.#refuse(`${subject} is only supported for the '${other}' QueryLanguage`);
    }
  }

  /** @throws `AwsError` InvalidDefinition when more than one of the fields is there; words as measured on AWS: https://github.com/floci-io/floci/issues/3733 */
  allowOneOf(...names: readonly string[]): void {
    if (names.filter((name) => this.has(name)).length <= 1) return;
    throw this.#refuse(`There should only be one of the following fields: [${names.join(', ')}]`);
  }

  invalid(name: string, expected: string): Error {
    const found = this.has(name) ? JSON.stringify(this.json[name]) : 'nothing';
    return this.#refuse(`Expected ${expected}, found ${found}`, name);
  }

  #refuse(problem: string, name?: string): Error {
    const place = name === undefined ? this.place : `${this.place}/${name}`;
    return invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${problem}`, place);
  }

  #expect<Value>(name: string, value: Value | undefined, expected: string): Value {
    if (value === undefined) throw this.invalid(name, expected);
    return value;
  }
}
