import { describe, expect, it } from 'vitest';
import { createKernel } from '../../../../local/create-kernel.ts';
import type { MetricValue, ResourceProvider } from '../../../../local/kernel.ts';
import { createLogs } from '../../../../local/services/logs/logs.ts';

const TYPES = { group: 'AWS::Logs::LogGroup', filter: 'AWS::Logs::MetricFilter' } as const;
const ERRORS = { MetricNamespace: 'Rubato', MetricName: 'errors', MetricValue: '1' };

const watched = (filter: Readonly<Record<string, unknown>> = {}) => {
  const measured: MetricValue[] = [];
  const kernel = createKernel({ seed: 1, startAtMs: 0 });
  kernel.connect({ measure: (metric) => measured.push(metric) });
  const logs = createLogs(kernel);
  const create = (type: string, properties: Readonly<Record<string, unknown>>) => {
    const provider = logs.resources.find((candidate) => candidate.type === type) as ResourceProvider;
    return provider.create({ stackName: 'Stack', logicalId: 'It', properties, stackTags: {}, assetPath: () => '' });
  };
  create(TYPES.group, { LogGroupName: 'work' });
  const pattern = { LogGroupName: 'work', FilterPattern: '{ $.level = "ERROR" }', MetricTransformations: [ERRORS] };
  create(TYPES.filter, { ...pattern, ...filter });
  return { measured, deliver: (line: string) => logs.model.deliver('work', line) };
};

describe('a metric filter', () => {
  it.each([
    ['a line of JSON that matches', '{"level":"ERROR","message":"blocked"}', 1],
    ['a line of another level', '{"level":"INFO","message":"level ERROR"}', 0],
    ['a line that is no JSON', 'ERROR { level', 0],
    ['a line that only begins as JSON', '{"level":"ERROR"', 0],
  ])('counts %s', (_what, line, times) => {
    const { measured, deliver } = watched();
    deliver(line);
    expect(measured).toEqual(Array(times).fill({ namespace: 'Rubato', name: 'errors', dimensions: {}, value: 1 }));
  });

  it.each([
    ['the number', '{"shard":1}', 1],
    ['another number', '{"shard":10}', 0],
    ['the number as text', '{"shard":"1"}', 0],
  ])('that names a number counts %s', (_what, line, times) => {
    const { measured, deliver } = watched({ FilterPattern: '{ $.shard = 1 }' });
    deliver(line);
    expect(measured).toHaveLength(times);
  });

  it('refuses a pattern that the embedded cloud does not know, with the pattern', () => {
    expect(() => watched({ FilterPattern: '[ip, user]' })).toThrow('found the pattern [ip, user]');
  });
});
