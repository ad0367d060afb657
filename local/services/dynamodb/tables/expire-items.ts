import { attributeOf } from '../expressions/document-path.ts';
import type { AttributeValue } from '../values/attribute-value.ts';
import type { Table } from './table.ts';

/** Older times are taken for mistakes. */
const YEARS_5_SECONDS = 5 * 365 * 86_400;

/**
 * Delete the items whose time to live had passed at an instant. The attribute must be a number of seconds since 1970, not
 * five years old or older; anything else never expires. Until they are deleted, expired items are read like all others.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
 */
export const expireItems = (table: Table, atMs: number): void => {
  const name = table.definition.timeToLiveAttribute;
  if (name === undefined || table.status !== 'ACTIVE') return;
  const atSeconds = atMs / 1000;
  for (const stored of [...table.items]) {
    const expiresAtSeconds = secondsOf(attributeOf(stored.item, name));
    if (expiresAtSeconds === undefined || expiresAtSeconds >= atSeconds) continue;
    if (expiresAtSeconds <= atSeconds - YEARS_5_SECONDS) continue;
    table.write({ before: stored, after: undefined, isExpiry: true });
  }
};

const secondsOf = (value: AttributeValue | undefined): number | undefined =>
  value !== undefined && 'N' in value ? Number(value.N) : undefined;
