import { describe, expect, it } from 'vitest';
import { readFailures } from '../../cli/simulation/read-failures.ts';
import { breakableResources, breaking } from './break-resource.ts';
import { BROKEN_RESOURCES, missedWithout } from './broken-resources.ts';
import { type Fact, missedFacts, PARTS, playPart } from './short-life.ts';

const byText = (a: string, b: string): number => a.localeCompare(b);

describe('the assembly is what runs', () => {
  it('each rule, schedule, function, state machine and table of the example has a row that says who would miss it', async () => {
    expect(Object.keys(BROKEN_RESOURCES).toSorted(byText)).toEqual((await breakableResources()).toSorted(byText));
  });

  it('each row names a fact that is missed', () => {
    const misses = Object.values(BROKEN_RESOURCES).map((row) =>
      row === 'refused' ? [row] : Object.values(row).flat(),
    );
    expect(misses.filter((facts) => facts.length === 0)).toEqual([]);
  });

  it.each(PARTS)('as it stands, in the part %s, nothing is missed and nothing is broken', async (part) => {
    const played = await playPart(part);
    expect(missedFacts(played)).toEqual([]);
    expect(readFailures(played.world.rehearsal)).toEqual([]);
  });

  it('a table with other keys is refused by the first write', async () => {
    await expect(missedWithout('Table StateTable', 'growing')).rejects.toThrow('Missing the key id in the item');
  });

  it('a table without its index leaves the schedule unseen once staging is known', async () => {
    const withoutIndex = breaking('Table StateTable', {
      GlobalSecondaryIndexes: [],
      AttributeDefinitions: ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
    });
    // The sweep of environments fails on each event, and nobody else looks at them: that breaks L4.
    expect(missedFacts(await playPart('evening', withoutIndex, ['L4']))).toEqual([
      'staging falls asleep at 20:00',
    ] satisfies Fact[]);
  });

  it('a function whose code is not in the assembly is not deployed', async () => {
    const withoutCode = breaking('Function rubato-demo-on-sweep', { Code: { S3Key: 'gone.zip' } });
    await expect(playPart('growing', withoutCode)).rejects.toThrow(/has no asset for the S3 key gone\.zip/);
  });
});
