import type { AwsError } from '../../../kernel.ts';
import { validationError } from '../validation-error.ts';

export type ExpressionKind =
  | 'ConditionExpression'
  | 'FilterExpression'
  | 'KeyConditionExpression'
  | 'ProjectionExpression'
  | 'UpdateExpression';

export const invalidExpression = (kind: ExpressionKind, problem: string): AwsError =>
  validationError(`Invalid ${kind}: ${problem}`);

/** A wrong number of operands, a wrong type, a missing path: AWS names the operator or function the same way each time. */
export const wrongOperandType = (kind: ExpressionKind, operatorOrFunction: string, type: string): AwsError =>
  invalidExpression(
    kind,
    `Incorrect operand type for operator or function; operator or function: ${operatorOrFunction}, operand type: ${type}`,
  );

export const wrongOperandCount = (kind: ExpressionKind, functionName: string, count: number): AwsError =>
  invalidExpression(
    kind,
    `Incorrect number of operands for operator or function; operator or function: ${functionName}, number of operands: ${count}`,
  );

export const pathRequired = (kind: ExpressionKind, functionName: string): AwsError =>
  invalidExpression(kind, `Operator or function requires a document path; operator or function: ${functionName}`);
