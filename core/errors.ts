/**
 * Every error this product throws on purpose. The name is a contract: Lambda reports it as `errorType`, and state
 * machines match it in `ErrorEquals`.
 */
export const ErrorName = {
  BlueprintInvalid: 'BlueprintInvalid',
  CallFailed: 'CallFailed',
  EnvironmentNotFound: 'EnvironmentNotFound',
  EventInvalid: 'EventInvalid',
  GroupNotFound: 'GroupNotFound',
  StaleEnvironment: 'StaleEnvironment',
  StaleHealing: 'StaleHealing',
  StaleTier: 'StaleTier',
  StateUnreadable: 'StateUnreadable',
  VariableMissing: 'VariableMissing',
} as const;
export type ErrorName = (typeof ErrorName)[keyof typeof ErrorName];

/** An error with a contractual name, a message with the value found and what to do, and its cause. */
export class RubatoError extends Error {
  override readonly name: ErrorName;

  constructor(name: ErrorName, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = name;
  }
}
