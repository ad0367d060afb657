import { beforeEach, describe, expect, it, vi } from 'vitest';
import { program } from '../../cli/program.ts';
import { recordingHost } from '../fakes/recording-host.ts';

const run = (line: string): Promise<unknown> =>
  program(recordingHost(), () => undefined).parseAsync(['node', 'rubato', ...line.split(' ')]);

beforeEach(() => {
  const silence = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => silence.mockRestore();
});

describe('the command line', () => {
  it.each([
    ['local --empty --blueprint shop.yaml', "'--empty' cannot be used with option '--blueprint <file>'"],
    ['local --empty --requests 100', "'--empty' cannot be used with option '--requests <n>'"],
    [
      'explain --tier web --at 2026-01-13T16:05:00Z --table t --from out',
      "'--table <name>' cannot be used with option '--from <folder>'",
    ],
    ['backtest --trace a.csv --compare-assembly --workers 2', "'--compare-assembly' cannot be used with option '--wor"],
    ['backtest --trace a.csv --compare-assembly --instance-hour-price 0.1', "option '--instance-hour-price <n>'"],
    ['backtest --trace a.csv --compare-assembly --decisions d.csv', "cannot be used with option '--decisions <file>'"],
    ['conformance --rates --vectors v', "'--rates' cannot be used with option '--vectors <place>'"],
    ['conformance --rates --operations 5', "'--rates' cannot be used with option '--operations <n>'"],
    ['conformance --rates --seed 5', "'--rates' cannot be used with option '--seed <n>'"],
    ['simulate --trace a.csv --trace b.csv', "'--trace <file>' is given twice, must be there once"],
    ['local --seed 1 --seed 2', "'--seed <n>' is given twice, must be there once"],
    ['backtest --trace a.csv --policy step --policy hpa', "'--policy <name>' is given twice, must be there once"],
    ['simulate a.csv', 'too many arguments'],
  ])('refuses what would be ignored: %s', async (line, says) => {
    await expect(run(line)).rejects.toMatchObject({ name: 'CommanderError', message: expect.stringContaining(says) });
  });

  it.each(['--trace /nowhere/a.csv --trace /nowhere/b.csv', '--trace /nowhere/a.csv /nowhere/b.csv'])(
    'takes several recordings to backtest: %s',
    async (options) => {
      await expect(run(`backtest ${options}`)).rejects.toThrow('"/nowhere/a.csv", but there is no such file');
    },
  );
});
