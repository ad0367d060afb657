/**
 * A `Date` whose present is the virtual clock's and whose local time is UTC, as in Lambda
 * (https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, TZ), wherever the run takes place.
 * Text without a zone is still parsed in the zone of the machine.
 */
export const virtualDate = (nowMs: () => number): DateConstructor => {
  class VirtualDate extends Date {
    constructor(...parts: readonly unknown[]) {
      super(instantOf(parts, nowMs));
    }

    static override now(): number {
      return nowMs();
    }

    static override [Symbol.hasInstance](value: unknown): boolean {
      return Object.prototype.toString.call(value) === '[object Date]';
    }

    override getTimezoneOffset(): number {
      return 0;
    }
  }
  for (const [local, utc] of LOCAL_METHODS) {
    Object.defineProperty(VirtualDate.prototype, local, { value: utc, writable: true, configurable: true });
  }
  return VirtualDate as unknown as DateConstructor;
};

const instantOf = (parts: readonly unknown[], nowMs: () => number): number => {
  if (parts.length === 0) return nowMs();
  if (parts.length > 1) return Date.UTC(...(parts as Parameters<typeof Date.UTC>));
  const [part] = parts;
  return new Date(part as string | number | Date).getTime();
};

/** Each of `getHours`, `setMonth` and their like, with its UTC twin. */
const LOCAL_METHODS: readonly (readonly [string, unknown])[] = Object.getOwnPropertyNames(Date.prototype)
  .filter((name) => /^[gs]etUTC/.test(name))
  .map((name) => [name.replace('UTC', ''), Reflect.get(Date.prototype, name)]);
