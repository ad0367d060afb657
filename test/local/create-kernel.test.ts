import { describe, expect, it } from 'vitest';
import { createKernel, type KernelSettings, type OpenKernel } from '../../local/create-kernel.ts';
import { type AccessRequest, AwsError, type Caller, operation } from '../../local/kernel.ts';

const START_MS = Date.UTC(2026, 0, 5);
const ROLE: Caller = { kind: 'role', roleArn: 'arn:aws:iam::123456789012:role/r', sessionName: 's' };

const kernelWithTable = (settings: Partial<KernelSettings> = {}): OpenKernel => {
  const kernel = createKernel({ seed: 1, startAtMs: START_MS, ...settings });
  kernel.register({
    name: 'dynamodb',
    integration: { name: 'dynamodb', errorPrefix: 'DynamoDb' },
    operations: {
      GetItem: operation({
        authorize: ({ TableName }: { TableName: string }) => [{ action: 'dynamodb:GetItem', resource: TableName }],
        run: ({ TableName }, caller) => ({ TableName, caller: caller.kind }),
      }),
    },
  });
  return kernel;
};

const denying = (action: string) => ({
  check: (_caller: Caller, request: AccessRequest) => {
    if (request.action === action) throw new AwsError('AccessDeniedException', `no ${action} on ${request.resource}`);
  },
});

describe('a call', () => {
  it('runs the operation with its input and its caller', async () => {
    const kernel = kernelWithTable();
    kernel.connect({ authorizer: denying('nothing') });
    expect(await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, ROLE)).toEqual({
      TableName: 't',
      caller: 'role',
    });
  });

  it('of a role is denied when IAM denies one of the permissions it needs', async () => {
    const kernel = kernelWithTable();
    kernel.connect({ authorizer: denying('dynamodb:GetItem') });
    await expect(kernel.call('dynamodb', 'GetItem', { TableName: 't' }, ROLE)).rejects.toThrow(
      'no dynamodb:GetItem on t',
    );
  });

  it.each<Caller>([{ kind: 'operator' }, { kind: 'service', service: 'events.amazonaws.com' }])(
    'of kind $kind is not judged by IAM',
    async (caller) => {
      const kernel = kernelWithTable();
      kernel.connect({ authorizer: denying('dynamodb:GetItem') });
      expect(await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, caller)).toMatchObject({ TableName: 't' });
    },
  );

  it('of a role ends the run when there is nobody to judge it', async () => {
    const kernel = kernelWithTable();
    await expect(kernel.call('dynamodb', 'GetItem', { TableName: 't' }, ROLE)).rejects.toThrow('no authorizer');
    await expect(kernel.clock.advance(0)).rejects.toThrow('no authorizer');
  });

  it.each([
    ['dynamodb', 'Unheard', 'the embedded cloud does not know dynamodb:Unheard; it knows GetItem'],
    ['dynamodb', 'constructor', 'the embedded cloud does not know dynamodb:constructor'],
    ['rds', 'StopDBInstance', 'the embedded cloud has no service "rds" (called for StopDBInstance); it has dynamodb'],
  ])('to %s:%s ends the run, even if the caller swallows the error', async (service, name, message) => {
    const kernel = kernelWithTable();
    await kernel.call(service, name, {}, { kind: 'operator' }).catch(() => undefined);
    await expect(kernel.clock.advance(0)).rejects.toThrow(message);
  });

  it('is told to whoever watches, with how it ended, once IAM has let it pass', async () => {
    const kernel = kernelWithTable();
    kernel.connect({ authorizer: denying('nothing') });
    const told: unknown[] = [];
    const stop = kernel.watchCalls(({ operation: name, caller, atMs }) => {
      told.push([name, caller.kind, atMs]);
      return (outcome) => told.push(outcome);
    });
    await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, ROLE);
    kernel.connect({ authorizer: denying('dynamodb:GetItem') });
    await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, ROLE).catch(() => undefined);
    stop();
    await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, { kind: 'operator' });
    expect(told).toEqual([['GetItem', 'role', START_MS], { output: { TableName: 't', caller: 'role' } }]);
  });

  it('is counted when a role makes it, whatever comes of it', async () => {
    const kernel = kernelWithTable();
    kernel.connect({ authorizer: denying('dynamodb:GetItem') });
    await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, ROLE).catch(() => undefined);
    await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, { kind: 'operator' });
    expect(kernel.journal.counts().call).toEqual({ 'dynamodb:GetItem': 1 });
    expect(kernel.journal.entries).toEqual([]);
  });

  it('is interrupted by a fault that knows call and caller, unless it is the operator’s', async () => {
    const throttled = new AwsError('ThrottlingException', 'Rate exceeded');
    const kernel = kernelWithTable({
      faults: {
        interrupt: ({ operation: name, caller }) => (name === 'GetItem' && caller === ROLE ? throttled : undefined),
      },
    });
    kernel.connect({ authorizer: denying('nothing') });
    await expect(kernel.call('dynamodb', 'GetItem', { TableName: 't' }, ROLE)).rejects.toBe(throttled);
    expect(await kernel.call('dynamodb', 'GetItem', { TableName: 't' }, { kind: 'operator' })).toBeDefined();
  });
});

describe('the journal', () => {
  it('keeps what happened with its instant, and counts it by kind and subject', async () => {
    const kernel = createKernel({ seed: 1, startAtMs: START_MS });
    kernel.journal.note('execution', 'scale-tier', { status: 'RUNNING' });
    await kernel.clock.advance(1000);
    kernel.journal.note('execution', 'scale-tier', { status: 'SUCCEEDED' });
    expect(kernel.journal.entries).toEqual([
      { atMs: START_MS, kind: 'execution', subject: 'scale-tier', detail: { status: 'RUNNING' } },
      { atMs: START_MS + 1000, kind: 'execution', subject: 'scale-tier', detail: { status: 'SUCCEEDED' } },
    ]);
    expect(kernel.journal.counts()).toMatchObject({ execution: { 'scale-tier': 2 }, alarm: {} });
  });

  it('tells those who watch, until they stop', () => {
    const { journal } = createKernel({ seed: 1, startAtMs: START_MS });
    const seen: string[] = [];
    const stop = journal.watch(({ subject }) => seen.push(subject));
    journal.note('alarm', 'first');
    stop();
    journal.note('alarm', 'second');
    expect(seen).toEqual(['first']);
  });

  it('refuses a kind that it does not have', () => {
    const { journal } = createKernel({ seed: 1, startAtMs: START_MS });
    expect(() => journal.count('unheard' as never, 'x')).toThrow(
      'the journal has no kind "unheard"; it has call, denied',
    );
  });
});
