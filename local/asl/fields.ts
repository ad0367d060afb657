import { invalidDefinition } from './invalid-definition.ts';
import type { JsonObject } from './model.ts';

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

  /** A number in a range, or the default. */
  number(name: string, standard: number, minimum: number): number {
    const value = this.value(name) ?? standard;
    if (typeof value === 'number' && value >= minimum) return value;
    throw this.invalid(name, `a number of at least ${minimum}`);
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

  strings(name: string): readonly string[] {
    const value = this.value(name);
    if (Array.isArray(value) && value.length > 0 && value.every((item) => typeof item === 'string')) return value;
    throw this.invalid(name, 'an array of strings with at least one of them');
  }

  /** @throws `AwsError` InvalidDefinition for a field that is not in the list; a `Comment` is welcome everywhere */
  allow(names: readonly string[]): void {
    for (const name of Object.keys(this.json)) {
      if (name === 'Comment' || names.includes(name)) continue;
      const allowed = names.toSorted().join(', ');
      const problem = `SCHEMA_VALIDATION_FAILED: Field "${name}" is not supported here, allowed are ${allowed}`;
      throw invalidDefinition(problem, this.place);
    }
  }

  invalid(name: string, expected: string): Error {
    const found = this.has(name) ? JSON.stringify(this.json[name]) : 'nothing';
    return invalidDefinition(`SCHEMA_VALIDATION_FAILED: Expected ${expected}, found ${found}`, `${this.place}/${name}`);
  }

  #expect<Value>(name: string, value: Value | undefined, expected: string): Value {
    if (value === undefined) throw this.invalid(name, expected);
    return value;
  }
}
