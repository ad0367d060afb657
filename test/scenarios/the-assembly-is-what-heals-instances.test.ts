import { describe, expect, it } from 'vitest';
import { missedWithout, rowsOf } from './broken-resources.ts';

describe('instances are healed by what is deployed', () => {
  it.each(rowsOf('mishaps', 'hanging', 'alarmed'))(
    'without the %s, in the part %s, it is missed that %j',
    async (resource, part, facts) => {
      expect(await missedWithout(resource, part)).toEqual(facts);
    },
  );
});
