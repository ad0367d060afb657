import type { Fields } from './fields.ts';
import type { Completion, DataFlow, Eventual, Operand, Query, QueryLanguageName, Scope } from './model.ts';

/** Fields that a state type takes in each query language, beside those that every state takes. */
export type FieldNames = Readonly<Record<QueryLanguageName, readonly string[]>>;

/**
 * How the data of a state are said in one of the two query languages, so that a state type is written once.
 * https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
 */
export interface QueryLanguage {
  readonly name: QueryLanguageName;
  /** For a state that does work and has a result. */
  readonly workFlow: (fields: Fields) => DataFlow;
  /** For a state that hands its input on, such as Wait. */
  readonly passFlow: (fields: Fields) => DataFlow;
  /** For a map, whose `Parameters` are an old name of `ItemSelector`. */
  readonly mapFlow: (fields: Fields) => DataFlow;
  /** What a catcher hands on. */
  readonly catchFlow: (fields: Fields) => (scope: Scope) => Eventual<Completion>;
  /** What a choice hands on, by the rule that was met or by its default. */
  readonly choiceFlow: (state: Fields, rule: Fields) => (scope: Scope) => Eventual<Completion>;
  /** Whether a rule of a choice is met. */
  readonly condition: (state: Fields, rule: Fields) => Query;
  /** The field, or its variant that ends in `Path`; undefined when neither is there. */
  readonly operand: (fields: Fields, name: string) => Operand | undefined;
  /** What a map goes over, as `Items` or `ItemsPath` say; throws `QueryError` when it is not an array. */
  readonly items: (fields: Fields) => Query;
  /** What an iteration gets, from a scope whose context has `Map.Item`; undefined for the item itself. */
  readonly itemSelector: (fields: Fields) => Query | undefined;
  /** A field that is a template (`Arguments` in JSONata, `Parameters` in JSONPath). */
  readonly template: (fields: Fields, name: string) => Query;
}
