import { expect, it } from 'vitest';
import { createKernel } from '../../../../local/create-kernel.ts';
import { createLogs } from '../../../../local/services/logs/logs.ts';

const create = (properties: Readonly<Record<string, unknown>>) => {
  const logs = createLogs(createKernel({ seed: 1, startAtMs: 0 }));
  const request = { stackName: 'Stack', logicalId: 'Logs', properties, stackTags: {}, assetPath: () => '' };
  return { logs, request, created: logs.resources[0]?.create(request) };
};

it('makes a log group whose reference is its name and whose ARN ends in a star', () => {
  const { logs, created } = create({ LogGroupName: '/aws/lambda/work', RetentionInDays: 30 });
  expect(created).toEqual({
    ref: '/aws/lambda/work',
    attributes: { Arn: 'arn:aws:logs:eu-west-1:123456789012:log-group:/aws/lambda/work:*' },
  });
  expect(logs.model.hasGroup('/aws/lambda/work')).toBe(true);
});

it('names a group that the template does not name', () => {
  expect(create({}).created?.ref).toMatch(/^Stack-Logs-[0-9A-F]{12}$/);
});

it('refuses a second group of a name', () => {
  const { logs, request } = create({ LogGroupName: 'one' });
  expect(() => logs.resources[0]?.create(request)).toThrow('Logs: log group one already exists');
});
