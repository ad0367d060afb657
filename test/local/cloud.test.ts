import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Cloud, createCloud } from '../../local/cloud.ts';

const START_MS = Date.UTC(2026, 0, 5, 10);

const allow = (Action: string | readonly string[], Resource: unknown) => ({ Effect: 'Allow', Action, Resource });

const resources = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
    },
  },
  Policy: {
    Type: 'AWS::IAM::Policy',
    Properties: {
      PolicyName: 'work',
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [allow(['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': ['Logs', 'Arn'] })],
      },
    },
  },
  Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: 'work' } },
  Work: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: 'work',
      Code: { S3Bucket: 'assets', S3Key: 'abc123.zip' },
      Handler: 'index.handler',
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Runtime: 'nodejs24.x',
      LoggingConfig: { LogGroup: { Ref: 'Logs' } },
    },
  },
  EveryMinute: {
    Type: 'AWS::Events::Rule',
    Properties: {
      ScheduleExpression: 'rate(1 minute)',
      State: 'ENABLED',
      Targets: [{ Id: 'work', Arn: { 'Fn::GetAtt': ['Work', 'Arn'] }, Input: '{"from":"the rule"}' }],
    },
  },
  MayInvoke: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { 'Fn::GetAtt': ['Work', 'Arn'] },
      Principal: 'events.amazonaws.com',
      SourceArn: { 'Fn::GetAtt': ['EveryMinute', 'Arn'] },
    },
  },
};

/** An assembly of one stack, as the CDK writes it, without the resources that are named. */
const assemblyWithout = (...names: readonly (keyof typeof resources)[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const write = (name: string, content: unknown): void => writeFileSync(join(folder, name), JSON.stringify(content));
  mkdirSync(join(folder, 'asset.abc123'));
  const source = 'exports.handler = async (event) => { console.log(event.from, Math.random()); };';
  writeFileSync(join(folder, 'asset.abc123/index.js'), source);
  const kept = Object.entries(resources).filter(([name]) => !names.includes(name as keyof typeof resources));
  write('Stack.template.json', { Resources: Object.fromEntries(kept), Outputs: { Name: { Value: { Ref: 'Work' } } } });
  write('Stack.assets.json', {
    files: {
      abc123: {
        source: { path: 'asset.abc123', packaging: 'zip' },
        destinations: { here: { objectKey: 'abc123.zip' } },
      },
    },
  });
  write('manifest.json', {
    version: '53.0.0',
    artifacts: {
      'Stack.assets': { type: 'cdk:asset-manifest', properties: { file: 'Stack.assets.json' } },
      Stack: {
        type: 'aws:cloudformation:stack',
        properties: { templateFile: 'Stack.template.json' },
        dependencies: ['Stack.assets'],
      },
    },
  });
  return folder;
};

const runFor = async (minutes: number, assembly: string, seed = 1): Promise<Cloud> => {
  const cloud = createCloud({ seed, startAtMs: START_MS });
  await cloud.deploy(assembly);
  await cloud.advance(minutes * 60_000);
  return cloud;
};

describe('a cloud', () => {
  it('deploys an assembly and runs it: a rule invokes a function each minute', async () => {
    const cloud = await runFor(5, assemblyWithout());
    expect(cloud.nowMs).toBe(START_MS + 300_000);
    const { invocation, log, denied } = cloud.journal.counts();
    expect(invocation['work']).toBeGreaterThanOrEqual(5);
    expect(log['work']).toBe(invocation['work']);
    expect(denied).toEqual({});
    const lines = cloud.journal.entries
      .filter(({ kind }) => kind === 'log')
      .map(({ detail }) => String(detail['line']));
    expect(lines[0]).toContain('\tINFO\tthe rule 0.');
  });

  it('answers the outputs of what it deployed', async () => {
    const { outputs, stacks } = await createCloud({ seed: 1, startAtMs: START_MS }).deploy(assemblyWithout());
    expect(outputs).toEqual({ Name: 'work' });
    expect(stacks.map(({ name }) => name)).toEqual(['Stack']);
  });

  it('has the same history for the same seed, and another one for another seed', async () => {
    const history = async (seed: number): Promise<string> =>
      JSON.stringify((await runFor(3, assemblyWithout(), seed)).journal.entries);
    expect(await history(1)).toBe(await history(1));
    expect(await history(1)).not.toBe(await history(2));
  });

  it('does not let a rule invoke a function whose policy does not allow it', async () => {
    const cloud = await runFor(2, assemblyWithout('MayInvoke'));
    expect(cloud.journal.counts().invocation).toEqual({});
    expect(cloud.journal.counts().denied['lambda:InvokeFunction']).toBeGreaterThan(0);
  });

  it('loses the log of a function whose role may not write it', async () => {
    const cloud = await runFor(2, assemblyWithout('Policy'));
    expect(cloud.journal.counts().invocation['work']).toBeGreaterThan(0);
    expect(cloud.journal.counts().log).toEqual({});
    expect(cloud.journal.counts().denied['logs:CreateLogStream']).toBeGreaterThan(0);
  });

  it('takes calls of its operator', async () => {
    const cloud = await runFor(0, assemblyWithout());
    const call = cloud.call('lambda', 'Invoke', { FunctionName: 'work', Payload: '{"from":"me"}' });
    expect(await call).toMatchObject({ StatusCode: 200 });
    await expect(cloud.call('lambda', 'DeleteFunction', {})).rejects.toThrow('does not know lambda:DeleteFunction');
  });
});
