/** A request that does not have the shape of its operation; each protocol answers it with a code of its service. */
export class MalformedRequest extends Error {
  readonly fault: 'missing-member' | 'wrong-type' | 'unknown-member';

  constructor(fault: MalformedRequest['fault'], message: string) {
    super(message);
    this.name = 'MalformedRequest';
    this.fault = fault;
  }
}

/** The sentence AWS uses for a required member that is not there. */
export const missingMember = (name: string): MalformedRequest =>
  new MalformedRequest(
    'missing-member',
    `1 validation error detected: Value null at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );

export const wrongType = (place: string, expected: string, found: unknown): MalformedRequest =>
  new MalformedRequest('wrong-type', `${place} is ${describe(found)}, expected ${expected}`);

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

const describe = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
};
