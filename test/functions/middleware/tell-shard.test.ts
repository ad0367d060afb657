import { expect, it } from 'vitest';
import { tellShard } from '../../../functions/middleware/tell-shard.ts';
import { RecordingLog } from '../../fakes/recording-log.ts';

it.each([
  { what: 'one of several shards says which it is', shards: 3, told: [{ shard: 1 }] },
  { what: 'a single shard, whose invocations are counted by its function alone, says nothing', shards: 1, told: [] },
])('$what', ({ shards, told }) => {
  const log = new RecordingLog();
  tellShard(log, { shard: shards === 1 ? 0 : 1, shards });
  expect(log.lines.map(({ fields }) => fields)).toEqual(told);
});
