/**
 * A query that gave nothing or the wrong thing. The state that evaluates it adds its name and the event at which it was
 * entered, as AWS does in the cause.
 */
export class QueryError extends Error {
  readonly error:
    | 'States.IntrinsicFailure'
    | 'States.QueryEvaluationError'
    | 'States.ResultPathMatchFailure'
    | 'States.Runtime';
  /** Field within the state, such as `Arguments/FunctionName`; only JSONata has it. */
  readonly location: string | undefined;

  constructor(error: QueryError['error'], message: string, location?: string) {
    super(message);
    this.name = 'QueryError';
    this.error = error;
    this.location = location;
  }
}
