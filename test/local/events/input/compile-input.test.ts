import { describe, expect, it } from 'vitest';
import type { BusEvent } from '../../../../local/events/event.ts';
import { compileInput, type InputSettings } from '../../../../local/events/input/compile-input.ts';

/** The example of the user guide. */
const event: BusEvent = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: { 'instance-id': 'i-0123456789', state: 'RUNNING', nested: { a: [1, 2] } },
};
const rule = { name: 'example', arn: 'arn:aws:events:us-east-2:123456789012:rule/example' };
const made = (settings: InputSettings): unknown => JSON.parse(compileInput(settings)(event, rule));
const paths = {
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  gone: '$.detail.gone',
  nested: '$.detail.nested',
};

describe('a target is given', () => {
  it.each<{ when: string; settings: InputSettings; input: unknown }>([
    { when: 'nothing is set: the event', settings: {}, input: event },
    { when: 'a constant is set: the constant', settings: { input: '{"shard":0}' }, input: { shard: 0 } },
    { when: 'a path is set: that part', settings: { inputPath: '$.detail.state' }, input: 'RUNNING' },
    { when: 'the path has an index: that item', settings: { inputPath: '$.resources[0]' }, input: event.resources[0] },
    { when: 'the path has a wildcard: all items', settings: { inputPath: '$.detail.nested.a[*]' }, input: [1, 2] },
    {
      when: 'a template is a text: the text with the values',
      settings: { transformer: { paths, template: '"instance <instance> is in <state>"' } },
      input: 'instance i-0123456789 is in RUNNING',
    },
    {
      when: 'a template has escaped quotes: they stay',
      settings: { transformer: { paths, template: '"instance \\"<instance>\\" is in <state>"' } },
      input: 'instance "i-0123456789" is in RUNNING',
    },
    {
      when: 'a template is an object: values with and without quotes',
      settings: { transformer: { paths, template: '{"a": <instance>, "b": "<state>", "c": [9, <state>, true]}' } },
      input: { a: 'i-0123456789', b: 'RUNNING', c: [9, 'RUNNING', true] },
    },
    {
      when: 'a value is an object: the object',
      settings: { transformer: { paths, template: '{"n": <nested>}' } },
      input: { n: { a: [1, 2] } },
    },
    {
      when: 'an object stands in a text: without its quotes',
      settings: { transformer: { paths, template: '"<nested>"' } },
      input: '{a:[1,2]}',
    },
    {
      when: 'a path leads nowhere: an empty text',
      settings: { transformer: { paths, template: '{"a": "<gone>", "b": <gone>}' } },
      input: { a: '', b: '' },
    },
    {
      when: 'variables are predefined: rule and event',
      settings: {
        transformer: {
          paths: {},
          template: '{"r":<aws.events.rule-arn>,"n":"<aws.events.rule-name>","e":<aws.events.event.json>}',
        },
      },
      input: { r: rule.arn, n: 'example', e: event },
    },
    {
      when: 'the event is wanted without detail',
      settings: { transformer: { paths: {}, template: '{"e":<aws.events.event>}' } },
      input: { e: Object.fromEntries(Object.entries(event).filter(([key]) => key !== 'detail')) },
    },
  ])('when $when', ({ settings, input }) => {
    expect(made(settings)).toEqual(input);
  });

  it('minified JSON', () => {
    expect(compileInput({ transformer: { paths, template: '{\n  "a" : <state>\n}' } })(event, rule)).toBe(
      '{"a":"RUNNING"}',
    );
  });
});

describe('is refused', () => {
  it.each<{ when: string; settings: InputSettings; message: string }>([
    { when: 'two inputs', settings: { input: '1', inputPath: '$' }, message: 'more than one of Input' },
    { when: 'a path in brackets', settings: { inputPath: "$['detail']" }, message: 'is not supported' },
    {
      when: 'a variable that begins with AWS',
      settings: { transformer: { paths: { awsx: '$' }, template: '1' } },
      message: 'not begin with AWS',
    },
    { when: 'a constant that is no JSON', settings: { input: '{' }, message: 'JSON' },
    {
      when: 'a template that is too long',
      settings: { transformer: { paths: {}, template: 'x'.repeat(8193) } },
      message: 'at most 8192',
    },
  ])('$when', ({ settings, message }) => {
    expect(() => compileInput(settings)).toThrow(message);
  });

  it.each<{ when: string; settings: InputSettings }>([
    { when: 'the path leads nowhere', settings: { inputPath: '$.detail.gone' } },
    { when: 'the result is no JSON', settings: { transformer: { paths, template: 'instance <instance>' } } },
  ])('an event, when $when', ({ settings }) => {
    expect(() => compileInput(settings)(event, rule)).toThrow();
  });
});
