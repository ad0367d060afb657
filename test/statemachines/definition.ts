import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPEAT_SECONDS } from '../../core/repeat-seconds.ts';

/** The state machines of this release. */
export const NAMES = ['scale-tier', 'sleep-environment', 'wake-environment', 'heal-instance'] as const;
export type Name = (typeof NAMES)[number];

/** A state, as far as tests look into it. */
export interface StateText {
  readonly Type: string;
  readonly Resource?: string;
  readonly Arguments?: unknown;
  readonly Error?: string;
  readonly Seconds?: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly End?: boolean;
  readonly Retry?: readonly RetryText[];
  readonly Catch?: readonly { readonly ErrorEquals: readonly string[]; readonly Next: string }[];
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly ItemProcessor?: { readonly States: Readonly<Record<string, StateText>> };
}

export interface RetryText {
  readonly ErrorEquals: readonly string[];
  readonly MaxAttempts: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: string;
}

export interface DefinitionText {
  readonly StartAt: string;
  readonly TimeoutSeconds?: number;
  readonly QueryLanguage?: string;
  readonly Comment?: string;
  readonly States: Readonly<Record<string, StateText>>;
}

export const textOf = (name: Name): string =>
  readFileSync(join(import.meta.dirname, `../../statemachines/${name}.asl.json`), 'utf8');

export const definitionOf = (name: Name): DefinitionText => JSON.parse(textOf(name)) as DefinitionText;

/** All states, those inside of maps included. */
export const statesOf = (states: Readonly<Record<string, StateText>>): [string, StateText][] =>
  Object.entries(states).flatMap(([name, state]) => [
    [name, state] as [string, StateText],
    ...statesOf(state.ItemProcessor?.States ?? {}),
  ]);

/** The definition with values in place of `${...}`, as CloudFormation fills it in. */
export const filledIn = (name: Name): object =>
  JSON.parse(
    textOf(name).replaceAll(/\$\{(\w+)\}/g, (_, key: string) => {
      const value = SUBSTITUTIONS[key] ?? /^(\w+)FunctionArn$/.exec(key)?.[1];
      if (value === undefined) throw new Error(`${name} wants \${${key}}, which the stack does not give`);
      return value;
    }),
  ) as object;

/** What infra gives, beside `<Task>FunctionArn`: docs/architecture.md. */
export const SUBSTITUTIONS: Readonly<Record<string, string>> = {
  TableName: 'state',
  EventBusName: 'default',
  Installation: 'demo',
  SwitchIsOn: "$states.result.Item.mode.S = 'on'",
  RepeatSeconds: String(REPEAT_SECONDS),
};
