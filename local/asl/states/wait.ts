import { eventual } from '../eventual.ts';
import { invalidDefinition } from '../invalid-definition.ts';
import type { Operand, Step } from '../model.ts';
import { parseInstant } from '../parse-instant.ts';
import { QueryError } from '../query-error.ts';
import type { StateType } from '../state-type.ts';

/** A recorded wait of 24,856 days fails as too long; unverified: that the limit is 32 bits of seconds, just below. */
const MAXIMUM_SECONDS = 2 ** 31 - 1;

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-wait.html */
export const waitState: StateType = {
  fields: {
    JSONata: ['Seconds', 'Timestamp', 'Output', 'Assign'],
    JSONPath: ['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath', 'InputPath', 'OutputPath', 'Assign'],
  },
  hasTransition: true,
  canFail: false,
  compile: ({ fields, language, next }) => {
    fields.allowOneOf('Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath');
    const seconds = language.operand(fields, 'Seconds');
    const until = seconds ?? language.operand(fields, 'Timestamp');
    if (until === undefined) {
      throw invalidDefinition('SCHEMA_VALIDATION_FAILED: A Wait needs one of Seconds and Timestamp', fields.place);
    }
    const check = seconds === undefined ? secondsUntil : secondsOf;
    if (until.isLiteral) requireLiteral(until, check, fields.place);
    const flow = language.passFlow(fields);
    return (visit) =>
      eventual(until.evaluate(visit.scope), async (value): Promise<Step> => {
        const { nowMs } = visit.runner.clock;
        const delaySeconds = check(value, until, nowMs);
        if (delaySeconds > MAXIMUM_SECONDS) throw new QueryError('States.Runtime', 'Wait state delay is too long.');
        await visit.strand.sleepUntil(nowMs + Math.max(0, delaySeconds) * 1000);
        return { ...(await flow.complete(visit.scope, visit.scope.input)), next };
      });
  },
};

const requireLiteral = (operand: Operand, check: typeof secondsOf, place: string): void => {
  try {
    check(operand.source, operand, 0);
  } catch (thrown) {
    if (!(thrown instanceof QueryError)) throw thrown;
    throw invalidDefinition(`SCHEMA_VALIDATION_FAILED: ${thrown.message}`, `${place}/${operand.field}`);
  }
};

/** Causes for paths as recorded on AWS; those for expressions are unverified. */
const secondsOf = (value: unknown, operand: Operand, _nowMs: number): number => {
  if (typeof value !== 'number' || !Number.isInteger(value)) {
    throw problem(operand, `cannot be parsed as a long value: ${where(value, operand)}`);
  }
  if (value < 0) throw problem(operand, `references a negative value: ${where(value, operand)}`);
  return value;
};

const secondsUntil = (value: unknown, operand: Operand, nowMs: number): number => {
  const atMs = typeof value === 'string' ? parseInstant(value) : undefined;
  if (atMs !== undefined) return (atMs - nowMs) / 1000;
  if (operand.isPath) {
    throw problem(
      operand,
      `does not reference a valid ISO-8601 extended offset date-time format string: ${where(value, operand)}`,
    );
  }
  const message = `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${String(value)}`;
  throw new QueryError('States.QueryEvaluationError', message, operand.field);
};

const where = (value: unknown, { source, isPath }: Operand): string => {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return isPath ? `${String(source)} == ${text}` : text;
};

const problem = (operand: Operand, predicate: string): QueryError =>
  operand.isPath
    ? new QueryError('States.Runtime', `The ${operand.field} parameter ${predicate}`)
    : new QueryError('States.QueryEvaluationError', `The ${operand.field} field ${predicate}`, operand.field);
