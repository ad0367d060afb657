import type { AwsError } from '../../kernel.ts';
import { StatesError } from '../states-error.ts';

/** How one service's errors read in one kind of integration. */
export interface ErrorStyle {
  /** `DynamoDb` in `DynamoDb.ConditionalCheckFailedException`. */
  readonly prefix: string;
  /** The exception for what the service's model does not list: `DynamoDbException`. */
  readonly baseException: string;
  /** The name of an exception as the SDK writes it, without `Exception`. */
  readonly nameOf: (stem: string) => string;
  /** The end of the cause in parentheses, in the words of the SDK that the integration is built on. */
  readonly describe: (error: AwsError, requestId: string) => string;
}

/** Errors that services share; their models do not list them, so the SDK reports them as the base exception. */
const UNLISTED: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InternalError',
  'InternalFailure',
  'InvalidParameterCombination',
  'InvalidParameterValue',
  'MissingParameter',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'Throttling',
  'ThrottlingException',
  'UnauthorizedOperation',
  'ValidationError',
  'ValidationException',
]);

/** Services whose models list errors that others leave out, and one whose model lists none. */
const LISTED_AFTER_ALL: Readonly<Record<string, ReadonlySet<string>>> = {
  Sfn: new Set(['ValidationException']),
  Scheduler: new Set(['ValidationException', 'ThrottlingException']),
  CloudWatch: new Set(['InvalidParameterValue', 'InvalidParameterCombination']),
  DynamoDb: new Set(['RequestLimitExceeded', 'ThrottlingException']),
};
const MODELS_WITHOUT_ERRORS: ReadonlySet<string> = new Set(['Ec2']);

/**
 * An error of a service as a task reports it: `<Prefix>.<Name>Exception`, with a cause in the form of the SDK.
 * https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 * Names and causes as recorded on AWS; which errors a service's model does not list is unverified per service.
 */
export const integrationError = (error: AwsError, style: ErrorStyle, requestId: string): StatesError => {
  const cause = `${error.message} ${style.describe(error, requestId)}`;
  return new StatesError(`${style.prefix}.${exceptionName(error.code, style)}`, cause, { isTerminal: false });
};

/** https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */
export const sdkErrorStyle = (prefix: string): ErrorStyle => ({
  prefix,
  baseException: `${prefix}Exception`,
  nameOf: withoutRunsOfCapitals,
  describe: ({ status }, requestId) =>
    `(Service: ${prefix}, Status Code: ${status}, Request ID: ${requestId}) (SDK Attempt Count: 1)`,
});

/** Optimized integrations are built on the older SDK, which words its causes otherwise. */
export const optimizedErrorStyle = (prefix: string, service: string, baseException: string): ErrorStyle => ({
  prefix,
  baseException,
  nameOf: (stem) => stem,
  describe: ({ status, code }, requestId) =>
    `(Service: ${service}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
});

/** The newer SDK writes `DBInstanceNotFound` as `DbInstanceNotFound`. */
const withoutRunsOfCapitals = (stem: string): string =>
  stem.replace(/[A-Z]+(?=[A-Z][a-z]|\d)/g, (run) => run.charAt(0) + run.slice(1).toLowerCase());

const exceptionName = (code: string, { prefix, baseException, nameOf }: ErrorStyle): string => {
  const isUnlisted = UNLISTED.has(code) && LISTED_AFTER_ALL[prefix]?.has(code) !== true;
  if (isUnlisted || MODELS_WITHOUT_ERRORS.has(prefix)) return baseException;
  return `${nameOf(code.replace(/(Fault|Exception)$/, ''))}Exception`;
};
