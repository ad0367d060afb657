/** Services whose members are lower camel case; a state machine writes them in Pascal case all the same. */
const LOWER_CASE_SERVICES: ReadonlySet<string> = new Set(['states', 'ecs', 'logs']);

const TIME_MEMBER = /(^|[a-z])(Time|Date|Timestamp)$|^(Time|Date|Timestamp)$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/;

/**
 * Turn the arguments of a task into the input of an operation: member names as the service has them, instants as
 * `Date`, and the binary values of DynamoDB, which are base64 in JSON, and contents of S3 objects as bytes.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 *
 * @param service signing name
 */
export const toOperationInput = (value: unknown, service: string): unknown => {
  const isLower = LOWER_CASE_SERVICES.has(service);
  const convert = (item: unknown, name: string): unknown => {
    if (service === 's3' && name === 'Body') return contentOf(item);
    if (typeof item === 'string') return convertText(item, name, service);
    if (typeof item !== 'object' || item === null) return item;
    if (Array.isArray(item)) return item.map((entry) => convert(entry, name));
    return mapMembers(item, (key) => (isLower ? lowerFirst(key) : key), convert);
  };
  return convert(value ?? {}, '');
};

/**
 * Turn what an operation answered into JSON: `Date` as ISO 8601, bytes as base64 (the text of S3 objects as text),
 * members in Pascal case, undefined ones left out.
 */
export const fromOperationOutput = (value: unknown, service: string): unknown => {
  const isLower = LOWER_CASE_SERVICES.has(service);
  const convert = (item: unknown): unknown => {
    if (typeof item !== 'object' || item === null) return item;
    if (item instanceof Date) return item.toISOString();
    if (item instanceof Uint8Array) return Buffer.from(item).toString(service === 's3' ? 'utf8' : 'base64');
    if (Array.isArray(item)) return item.map(convert);
    return mapMembers(item, (key) => (isLower ? upperFirst(key) : key), convert);
  };
  return convert(value ?? {});
};

/** JSON is written as it is, as the ETags of recorded tasks show; unverified: a text without quotes. */
const contentOf = (body: unknown): Uint8Array =>
  body instanceof Uint8Array ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));

const convertText = (text: string, name: string, service: string): unknown => {
  if (service === 'dynamodb') return name === 'B' ? new Uint8Array(Buffer.from(text, 'base64')) : text;
  return TIME_MEMBER.test(name) && INSTANT.test(text) ? new Date(text) : text;
};

const mapMembers = (
  members: object,
  rename: (key: string) => string,
  convert: (value: unknown, key: string) => unknown,
): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(members)) {
    if (value !== undefined) result[rename(key)] = convert(value, key);
  }
  return result;
};

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
const upperFirst = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
