import { afterEach, describe, expect, it, vi } from 'vitest';
import { errorFields, log } from '../../../functions/middleware/log.ts';

describe('the log', () => {
  afterEach(() => vi.restoreAllMocks());

  it('writes the allowed fields and nothing else, whatever is handed in', () => {
    const written: string[] = [];
    vi.spyOn(process.stdout, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
    log('on-sweep').info('decided', { tierId: 'web', reason: 'on-target', event: 'secret', token: 'secret' } as never);
    expect(JSON.parse(written.join(''))).toMatchObject({ message: 'decided', tierId: 'web', reason: 'on-target' });
    expect(written.join('')).not.toContain('secret');
  });

  it('tells an error by name, message and cause', () => {
    expect(errorFields(new TypeError('a', { cause: new RangeError('b') }))).toEqual({
      errorName: 'TypeError',
      errorMessage: 'a; caused by RangeError: b',
    });
    expect(errorFields('thrown')).toEqual({ errorName: 'Unknown', errorMessage: 'thrown' });
  });
});
