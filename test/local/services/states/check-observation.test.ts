import { describe, expect, it } from 'vitest';
import { AwsError, type ResourceRequest } from '../../../../local/kernel.ts';
import { checkingObservation } from '../../../../local/services/states/check-observation.ts';

const create = (properties: Record<string, unknown>, denied?: string): readonly string[] => {
  const asked: string[] = [];
  const authorizer = {
    check: (_: unknown, { action }: { readonly action: string }) => {
      asked.push(action);
      if (action === denied) throw new AwsError('AccessDeniedException', action);
    },
  };
  const made = { type: 'AWS::StepFunctions::StateMachine', create: () => ({ ref: 'machine', attributes: {} }) };
  checkingObservation(made, authorizer).create({ logicalId: 'Machine', properties } as unknown as ResourceRequest);
  return asked;
};
const logged = { RoleArn: 'r', LoggingConfiguration: { Level: 'ALL' } };
const traced = { RoleArn: 'r', TracingConfiguration: { Enabled: true } };

describe('the role of a new state machine is asked for', () => {
  it('nothing when it neither logs nor traces', () => {
    expect(create({ RoleArn: 'r', LoggingConfiguration: { Level: 'OFF' } })).toEqual([]);
  });

  it('log delivery when it logs, and the state machine is refused without it', () => {
    expect(create(logged)).toContain('logs:CreateLogDelivery');
    expect(() => create(logged, 'logs:DescribeLogGroups')).toThrow('logs:DescribeLogGroups');
  });

  it('X-Ray when it traces, and the state machine is refused without it', () => {
    expect(create(traced)).toContain('xray:PutTraceSegments');
    expect(() => create(traced, 'xray:GetSamplingRules')).toThrow('xray:GetSamplingRules');
  });
});
