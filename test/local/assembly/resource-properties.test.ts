import { describe, expect, it } from 'vitest';
import { ResourceProperties } from '../../../local/assembly/resource-properties.ts';

const properties = new ResourceProperties('AWS::X Thing', {
  name: 'web',
  size: '12',
  isOpen: 'true',
  list: ['a', 'b'],
  part: { inner: 3 },
  parts: [{ Key: 'k', Value: 'v' }],
  Tags: [{ Key: 'team', Value: 'blue' }],
});

describe('ResourceProperties', () => {
  it('reads what CloudFormation hands over, numbers and flags as texts too', () => {
    expect(properties.requiredText('name')).toBe('web');
    expect(properties.requiredNumber('size')).toBe(12);
    expect(properties.flag('isOpen', false)).toBe(true);
    expect(properties.texts('list')).toEqual(['a', 'b']);
    expect(properties.part('part')?.number('inner')).toBe(3);
    expect(properties.parts('parts')[0]?.text('Value')).toBe('v');
    expect(properties.entries('part')).toEqual([['inner', '3']]);
  });

  it('answers absent properties with nothing or the fallback', () => {
    expect(properties.text('none')).toBeUndefined();
    expect(properties.number('none', 7)).toBe(7);
    expect(properties.flag('none', true)).toBe(true);
    expect(properties.texts('none')).toEqual([]);
    expect(properties.parts('none')).toEqual([]);
    expect(properties.entries('none')).toEqual([]);
  });

  it('puts the own tags over those of the stack', () => {
    expect(properties.tags({ team: 'red', owner: 'x' })).toEqual({ team: 'blue', owner: 'x' });
  });

  it.each([
    {
      row: 'a number that is none',
      read: () => properties.number('name'),
      message: 'AWS::X Thing: name is "web"; it must be a number',
    },
    {
      row: 'a text that is a list',
      read: () => properties.text('list'),
      message: 'list is ["a","b"]; it must be a text',
    },
    {
      row: 'a flag that is a word',
      read: () => properties.flag('name', true),
      message: 'name is "web"; it must be true or false',
    },
    {
      row: 'a required text that is absent',
      read: () => properties.requiredText('none'),
      message: 'none is undefined; it must be a text',
    },
    {
      row: 'a part that is a text',
      read: () => properties.part('name'),
      message: 'name is "web"; it must be an object',
    },
    { row: 'parts that are texts', read: () => properties.parts('list'), message: 'it must be a list of objects' },
  ])('refuses $row, naming place, value and what is allowed', ({ read, message }) => {
    expect(read).toThrow(message);
  });
});
