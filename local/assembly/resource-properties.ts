import type { ResourceRequest } from '../kernel.ts';

/** Reads the resolved properties of one resource; every error names the resource, the value found and what is allowed. */
export class ResourceProperties {
  readonly #place: string;
  readonly #values: Readonly<Record<string, unknown>>;

  constructor(place: string, values: Readonly<Record<string, unknown>>) {
    this.#place = place;
    this.#values = values;
  }

  /**
   * @param known the properties that the embedded cloud models; another one is refused, for ignoring it would be a lie
   * @throws Error when the template uses a property that is not modelled
   */
  static of(type: string, request: ResourceRequest, known: readonly string[]): ResourceProperties {
    const unknown = Object.keys(request.properties).filter((name) => !known.includes(name));
    if (unknown.length > 0) {
      throw new Error(
        `${type} ${request.logicalId}: the embedded cloud does not know the property ${unknown.join(', ')}`,
      );
    }
    return new ResourceProperties(`${type} ${request.logicalId}`, request.properties);
  }

  has(name: string): boolean {
    return this.#values[name] !== undefined;
  }

  text(name: string): string | undefined;
  text(name: string, fallback: string): string;
  text(name: string, fallback?: string): string | undefined {
    const value = this.#values[name];
    if (value === undefined) return fallback;
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    return this.#refuse(name, 'a text');
  }

  requiredText(name: string): string {
    return this.text(name) ?? this.#refuse(name, 'a text');
  }

  /** CloudFormation writes numbers as numbers or as strings. */
  number(name: string): number | undefined;
  number(name: string, fallback: number): number;
  number(name: string, fallback?: number): number | undefined {
    const value = this.#values[name];
    if (value === undefined) return fallback;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.#refuse(name, 'a number');
  }

  requiredNumber(name: string): number {
    return this.number(name) ?? this.#refuse(name, 'a number');
  }

  flag(name: string, fallback: boolean): boolean {
    const value = this.#values[name];
    if (value === undefined) return fallback;
    if (value === true || value === 'true') return true;
    return value === false || value === 'false' ? false : this.#refuse(name, 'true or false');
  }

  texts(name: string): readonly string[] {
    const value = this.#values[name];
    if (value === undefined) return [];
    return Array.isArray(value) && value.every((item) => typeof item === 'string')
      ? value
      : this.#refuse(name, 'a list of texts');
  }

  part(name: string): ResourceProperties | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    return isRecord(value) ? new ResourceProperties(`${this.#place}.${name}`, value) : this.#refuse(name, 'an object');
  }

  parts(name: string): readonly ResourceProperties[] {
    const value = this.#values[name];
    if (value === undefined) return [];
    if (!Array.isArray(value) || !value.every(isRecord)) return this.#refuse(name, 'a list of objects');
    return value.map((item, index) => new ResourceProperties(`${this.#place}.${name}[${index}]`, item));
  }

  /** A map of texts, as names and values in the order of the template; empty when it is absent. */
  entries(name: string): readonly (readonly [name: string, value: string])[] {
    const part = this.part(name);
    return part === undefined ? [] : Object.keys(part.#values).map((key) => [key, part.requiredText(key)] as const);
  }

  /** The resource's own tags over those of the stack. */
  tags(stackTags: Readonly<Record<string, string>>): Record<string, string> {
    const own = this.parts('Tags').map((tag) => [tag.requiredText('Key'), tag.requiredText('Value')] as const);
    return { ...stackTags, ...Object.fromEntries(own) };
  }

  /** Refuse a value in the one form that all errors about properties have. */
  #refuse(name: string, allowed: string): never {
    throw new Error(`${this.#place}: ${name} is ${JSON.stringify(this.#values[name])}; it must be ${allowed}`);
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
