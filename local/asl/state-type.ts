import type { Fields } from './fields.ts';
import type { Environment, Eventual, Flow, Step, Visit } from './model.ts';
import type { FieldNames, QueryLanguage } from './query-language.ts';

/** What a state type is compiled from. */
export interface StateSource {
  readonly name: string;
  readonly fields: Fields;
  readonly language: QueryLanguage;
  readonly environment: Environment;
  /** The state that follows; undefined at an end. */
  readonly next: string | undefined;
  /** Compile a branch or the processor of a map. */
  readonly compileFlow: (fields: Fields) => Flow;
}

/** One of the eight types of states. */
export interface StateType {
  /** Beside `Type`, `Comment`, `QueryLanguage`, `Next` and `End`. */
  readonly fields: FieldNames;
  /** Whether it has `Next` or `End`. */
  readonly hasTransition: boolean;
  /** Whether it has `Retry` and `Catch`. */
  readonly canFail: boolean;
  /** @throws `AwsError` InvalidDefinition */
  readonly compile: (source: StateSource) => (visit: Visit) => Eventual<Step>;
}
