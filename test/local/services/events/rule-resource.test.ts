import { describe, expect, it } from 'vitest';
import type { TemplateResource } from '../../../../local/assembly/template.ts';
import { ACCOUNT, createSmallCloud, REGION } from '../../assembly/small-cloud.ts';
import { FUNCTION, rule } from './rules.ts';

describe('a rule is refused', () => {
  it.each<{ when: string; resource: TemplateResource; message: string }>([
    {
      when: 'its pattern is not valid',
      resource: rule({ EventPattern: { source: 'x' } }),
      message: 'AWS::Events::Rule Rule: Event pattern is not valid. Reason: "source" must be an object or an array',
    },
    {
      when: 'its pattern is too long',
      resource: rule({ EventPattern: { source: ['x'.repeat(2048)] } }),
      message: 'at most 2048',
    },
    {
      when: 'it has neither pattern nor schedule',
      resource: rule({ EventPattern: undefined }),
      message: 'neither EventPattern nor ScheduleExpression',
    },
    {
      when: 'it has six targets',
      resource: rule({ Targets: Array.from({ length: 6 }, (_, index) => ({ Id: String(index), Arn: FUNCTION })) }),
      message: 'at most 5',
    },
    {
      when: 'a target is of another service',
      resource: rule({}, { Arn: 'arn:aws:kinesis:eu-west-1:1:stream/x' }),
      message: 'not delivered to',
    },
    {
      when: 'a target has a property that is not modelled',
      resource: rule({}, { EcsParameters: {} }),
      message: 'EcsParameters',
    },
    {
      when: 'its state machine has no role',
      resource: rule({}, { Arn: `arn:aws:states:${REGION}:${ACCOUNT}:stateMachine:x` }),
      message: 'needs a RoleArn',
    },
    {
      when: 'it retries too often',
      resource: rule({}, { RetryPolicy: { MaximumRetryAttempts: 186 } }),
      message: 'MaximumRetryAttempts is 186; it must be within 0-185',
    },
  ])('when $when', async ({ resource, message }) => {
    await expect(
      createSmallCloud().deploy({ Rule: JSON.parse(JSON.stringify(resource)) as TemplateResource }),
    ).rejects.toThrow(message);
  });
});
