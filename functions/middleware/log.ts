import { Logger } from '@aws-lambda-powertools/logger';

/** Everything that may stand in a log line: never an event, a token or an AWS response. */
const ALLOWED = [
  'action',
  'ageSeconds',
  'environmentId',
  'errorMessage',
  'errorName',
  'executionName',
  'group',
  'reason',
  'shard',
  'text',
  'tierId',
] as const;

export type LogFields = Readonly<Partial<Record<(typeof ALLOWED)[number], string | number>>>;

/** Writes log lines of fields by name. */
export interface Log {
  info(message: string, fields: LogFields): void;
  error(message: string, fields: LogFields): void;
}

/** A log whose lines hold the allowed fields and nothing else, whatever is handed in. */
export function log(functionName: string): Log {
  const logger = new Logger({ serviceName: `rubato-${functionName}` });
  return {
    info: (message, fields) => logger.info(message, { ...allowedOf(fields) }),
    error: (message, fields) => logger.error(message, { ...allowedOf(fields) }),
  };
}

const allowedOf = (fields: LogFields): LogFields =>
  Object.fromEntries(ALLOWED.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]));

/** The fields that tell an error: its name and message, and what caused it. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { errorName: 'Unknown', errorMessage: String(error) };
  const cause = error.cause instanceof Error ? `; caused by ${error.cause.name}: ${error.cause.message}` : '';
  return { errorName: error.name, errorMessage: `${error.message}${cause}` };
}
