import { describe, expect, it } from 'vitest';
import { missedWithout, rowsOf } from './broken-resources.ts';

describe('staging sleeps and wakes by what is deployed', () => {
  it.each(rowsOf('evening', 'morning', 'blocked'))(
    'without the %s, in the part %s, it is missed that %j',
    async (resource, part, facts) => {
      expect(await missedWithout(resource, part)).toEqual(facts);
    },
  );
});
