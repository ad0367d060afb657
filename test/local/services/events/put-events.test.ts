import { describe, expect, it } from 'vitest';
import { ACCOUNT, asRole, createSmallCloud, REGION, role } from '../../assembly/small-cloud.ts';

describe('PutEvents', () => {
  const entry = { Source: 'rubato', DetailType: 'Tier Scaled', Detail: '{"tierId":"web"}' };
  const bus = `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/default`;

  it.each<{ when: string; entry: Record<string, unknown>; code: string }>([
    { when: 'the source is missing', entry: { ...entry, Source: undefined }, code: 'InvalidArgument' },
    { when: 'the detail type is missing', entry: { ...entry, DetailType: '' }, code: 'InvalidArgument' },
    { when: 'the detail is missing', entry: { ...entry, Detail: undefined }, code: 'InvalidArgument' },
    { when: 'the detail is no object', entry: { ...entry, Detail: '[1]' }, code: 'MalformedDetail' },
    { when: 'the detail is no JSON', entry: { ...entry, Detail: '{' }, code: 'MalformedDetail' },
    {
      when: 'the source is one of AWS',
      entry: { ...entry, Source: 'aws.ec2' },
      code: 'NotAuthorizedForSourceException',
    },
  ])('refuses one entry and takes the other when $when', async ({ entry: broken, code }) => {
    const cloud = createSmallCloud();
    const output = await cloud.call('events', 'PutEvents', { Entries: [broken, entry] });
    expect(output).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ ErrorCode: code }, { EventId: expect.any(String) }],
    });
    expect(cloud.noted('event').map(({ subject }) => subject)).toEqual(['rubato/Tier Scaled']);
  });

  it.each([
    ['no entries', []],
    ['11 entries', Array.from({ length: 11 }, () => entry)],
    ['more than 256 KB', [{ ...entry, Detail: JSON.stringify({ text: 'x'.repeat(262_144) }) }]],
  ])('refuses %s', async (_, Entries) => {
    await expect(createSmallCloud().call('events', 'PutEvents', { Entries })).rejects.toMatchObject({
      code: 'ValidationException',
    });
  });

  it('needs the permission for each source', async () => {
    const cloud = createSmallCloud();
    const own = {
      Effect: 'Allow',
      Action: 'events:PutEvents',
      Resource: bus,
      Condition: { StringEquals: { 'events:source': 'rubato' } },
    };
    await cloud.deploy({ Role: role('states.amazonaws.com', [own]) });
    await expect(cloud.call('events', 'PutEvents', { Entries: [entry] }, asRole())).resolves.toMatchObject({
      FailedEntryCount: 0,
    });
    await expect(
      cloud.call('events', 'PutEvents', { Entries: [entry, { ...entry, Source: 'other' }] }, asRole()),
    ).rejects.toMatchObject({ code: 'AccessDeniedException' });
  });

  it('refuses a bus that is not there', async () => {
    await expect(
      createSmallCloud().call('events', 'PutEvents', { Entries: [{ ...entry, EventBusName: 'none' }] }),
    ).rejects.toMatchObject({ code: 'ResourceNotFoundException' });
  });
});
