import * as z from 'zod';
import { ErrorName, RubatoError } from '../../core/errors.ts';
import type { ThrownMode } from '../ports/thrown-mode.ts';
import { type Batch, type Item, type Key, keyName } from './dynamo-table.ts';

/** Instants in items are ISO 8601 in UTC with milliseconds, as state machines write them. */
export const instant: z.ZodType<number> = z.iso.datetime().transform((text) => Date.parse(text));

/** What is not there is null; state machines remove attributes, and so do we. */
export const orNull = <Value>(value: z.ZodType<Value>): z.ZodType<Value | null> => value.nullable().default(null);

export const iso = (atMs: number): string => new Date(atMs).toISOString();
export const isoOrNull = (atMs: number | null): string | null => (atMs === null ? null : iso(atMs));

/** Leaves out what is null: a condition asks whether an attribute exists. */
export const withoutNulls = (item: Item): Item =>
  Object.fromEntries(Object.entries(item).filter(([, value]) => value !== null)) as Item;

export const SWITCH: Key = { pk: 'SWITCH', sk: 'GLOBAL' };

/** @throws `StateUnreadable` when DynamoDB did not get to the switch */
export function modeOf(batch: Batch): ThrownMode {
  if (batch.unread.has(keyName(SWITCH))) throw unread('the switch');
  const item = batch.items.get(keyName(SWITCH));
  if (item === undefined) return null;
  const mode = item['mode'];
  return mode === 'on' || mode === 'dry-run' || mode === 'off' ? mode : { unknown: mode };
}

/**
 * Read one item of a batch, or null when it does not exist.
 *
 * @throws `StateUnreadable`
 */
export function readItem<State>(batch: Batch, key: Key, schema: z.ZodType<State>): State | null {
  const name = keyName(key);
  if (batch.unread.has(name)) throw unread(name);
  const item = batch.items.get(name);
  if (item === undefined) return null;
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new RubatoError(
    ErrorName.StateUnreadable,
    `item ${name}, attribute ${issue?.path.join('.')}: ${issue?.message}; correct it or delete the item`,
    { cause: parsed.error },
  );
}

const unread = (what: string): RubatoError =>
  new RubatoError(ErrorName.StateUnreadable, `${what} was not read: the table is throttled`);

/** States by id, and the reasons of those that cannot be understood. */
export function readEach<State>(
  ids: readonly string[],
  read: (id: string) => State | null,
): { readonly states: ReadonlyMap<string, State>; readonly unreadable: ReadonlyMap<string, RubatoError> } {
  const states = new Map<string, State>();
  const unreadable = new Map<string, RubatoError>();
  for (const id of ids) {
    try {
      const state = read(id);
      if (state !== null) states.set(id, state);
    } catch (error) {
      if (!(error instanceof RubatoError)) throw error;
      unreadable.set(id, error);
    }
  }
  return { states, unreadable };
}
