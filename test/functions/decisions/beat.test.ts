import { describe, expect, it } from 'vitest';
import { RubatoError } from '../../../core/errors.ts';
import { type Turn, takeTurns } from '../../../functions/decisions/beat.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

const turn = (tierId: string, run: Turn['run']): Turn => ({ fields: { tierId }, run });
const held = turn('held', async () => 'held');
const started = turn('started', async () => 'started');
const stale = turn('stale', () => Promise.reject(new RubatoError('StaleTier', 'somebody else was first')));
const broken = turn('broken', () => Promise.reject(new Error('no network', { cause: new TypeError('socket') })));

describe('the turns of a beat', () => {
  it('are counted by how they ended', async () => {
    expect(await takeTurns('on', [held, started, stale, broken], new RecordingLog())).toEqual({
      mode: 'on',
      decided: 2,
      started: 1,
      stale: 1,
      failed: 1,
    });
  });

  it('fail the beat when all of them fail, and only then', async () => {
    await expect(takeTurns('on', [broken, broken], new RecordingLog())).rejects.toThrow('no network');
    await expect(takeTurns('on', [broken, stale], new RecordingLog())).resolves.toMatchObject({ failed: 1 });
    await expect(takeTurns('on', [], new RecordingLog())).resolves.toMatchObject({ decided: 0 });
  });

  it('tell a failure with its cause as an error, and a lost race as no error', async () => {
    const log = new RecordingLog();
    await takeTurns('on', [held, stale, broken], log);
    expect(log.lines).toMatchObject([
      { level: 'info', fields: { tierId: 'stale' } },
      { level: 'error', fields: { tierId: 'broken', errorMessage: 'no network; caused by TypeError: socket' } },
    ]);
  });
});
