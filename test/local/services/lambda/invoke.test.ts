import { describe, expect, it } from 'vitest';
import { createSmallCloud, FUNCTION_ARN, ROLE_ARN, START_MS } from '../../lambda/small-cloud.ts';

const ECHO = 'exports.handler = async (event) => event;';
const ROLE = { kind: 'role', roleArn: ROLE_ARN, sessionName: 'test' } as const;

describe('a function that is invoked and waited for', () => {
  it('answers what its handler returns', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction('exports.handler = async ({ a, b }) => ({ sum: a + b });');
    expect(await cloud.invoke({ a: 1, b: 2 })).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      payload: { sum: 3 },
    });
  });

  it('answers null when its handler returns nothing', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction('exports.handler = async () => {};');
    expect((await cloud.invoke()).payload).toBeNull();
  });

  it('answers the name, message and own frames of what it throws, and the error is counted', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(`
      class StaleTier extends Error { constructor(message) { super(message); this.name = 'StaleTier'; } }
      exports.handler = async () => { throw new StaleTier('tier web moved past revision 4'); };
    `);
    expect(await cloud.invoke()).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: 'Unhandled',
      payload: {
        errorType: 'StaleTier',
        errorMessage: 'tier web moved past revision 4',
        trace: ['StaleTier: tier web moved past revision 4', expect.stringContaining('(/var/task/index.js:3:')],
      },
    });
    expect(cloud.metrics.filter(({ name }) => name === 'Errors').map(({ value }) => value)).toEqual([1]);
    expect(cloud.kernel.journal.counts()['function-error']).toEqual({ work: 1 });
  });

  it.each([
    ['a value that is no error', 'exports.handler = async () => { throw "no"; };', 'string', 'no'],
    ['a module that fails to load', 'throw new TypeError("bad start");', 'TypeError', 'bad start'],
    ['a module that is not in the bundle', 'require("left-pad");', 'Error', "Cannot find module 'left-pad'"],
    [
      'a handler that is not exported',
      'exports.other = 1;',
      'Runtime.HandlerNotFound',
      'index.handler is undefined or not exported',
    ],
    [
      'a file that is not in the asset',
      undefined,
      'Runtime.ImportModuleError',
      "Cannot find module 'main': the asset has no main.js or main.cjs",
    ],
    [
      'a handler with a callback',
      'exports.handler = (event, context, callback) => callback(null, 1);',
      'Runtime.CallbackHandlerDeprecated',
      'callback-based function handlers are not supported',
    ],
  ])('answers %s as a function error', async (_what, source, errorType, errorMessage) => {
    const cloud = createSmallCloud();
    cloud.addFunction(source ?? '', source === undefined ? { Handler: 'main.handler' } : {});
    expect(await cloud.invoke()).toMatchObject({ FunctionError: 'Unhandled', payload: { errorType, errorMessage } });
  });

  it('is ended at its timeout, in virtual time', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction('exports.handler = () => new Promise(() => {});', { Timeout: 7 });
    let endedAtMs = 0;
    const answer = cloud.invoke().finally(() => {
      endedAtMs = cloud.kernel.clock.nowMs;
    });
    await cloud.kernel.clock.advance(60_000);
    expect((await answer).payload).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 7\.00 seconds$/),
    });
    expect(endedAtMs - START_MS).toBe(7000);
  });

  it('does nothing more after its timeout, and its next invocation starts afresh', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(
      `let starts = 0;
       exports.handler = async ({ hang }) => {
         starts++;
         if (hang) { await new Promise((resolve) => setTimeout(resolve, 5000)); console.log('too late'); }
         return starts;
       };`,
      { Timeout: 3 },
    );
    const hanging = cloud.invoke({ hang: true });
    await cloud.kernel.clock.advance(60_000);
    expect((await hanging).FunctionError).toBe('Unhandled');
    expect((await cloud.invoke({ hang: false })).payload).toBe(1);
    expect(cloud.logLines().join()).not.toContain('too late');
  });

  it('refuses text that is not JSON and payloads over the limits', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(ECHO);
    const invoke = (InvocationType: string, Payload: string): Promise<unknown> =>
      cloud.kernel.call('lambda', 'Invoke', { FunctionName: 'work', InvocationType, Payload }, { kind: 'operator' });
    await expect(invoke('RequestResponse', '{')).rejects.toMatchObject({ code: 'InvalidRequestContentException' });
    await expect(invoke('RequestResponse', `"${'x'.repeat(6_291_456)}"`)).rejects.toMatchObject({ status: 413 });
    await expect(invoke('Event', `"${'x'.repeat(1_048_576)}"`)).rejects.toMatchObject({ status: 413 });
  });

  it('is found by name, by ARN and by ARN with $LATEST, and nothing else', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(ECHO);
    const invoke = (FunctionName: string): Promise<unknown> =>
      cloud.kernel.call('lambda', 'Invoke', { FunctionName }, { kind: 'operator' });
    for (const name of ['work', FUNCTION_ARN, `${FUNCTION_ARN}:$LATEST`]) {
      expect(await invoke(name)).toMatchObject({ StatusCode: 200 });
    }
    await expect(invoke('other')).rejects.toMatchObject({ code: 'ResourceNotFoundException', status: 404 });
    await expect(invoke(`${FUNCTION_ARN}:7`)).rejects.toThrow('no versions and aliases');
  });
});

describe('execution environments', () => {
  const COUNTER = 'let count = 0; exports.handler = async () => ++count;';

  it('keep the state of the module from one invocation to the next', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(COUNTER);
    expect([(await cloud.invoke()).payload, (await cloud.invoke()).payload]).toEqual([1, 2]);
  });

  it('serve one invocation at a time, so concurrent ones have modules of their own', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(
      `let count = 0;
       exports.handler = async () => { count++; await new Promise((resolve) => setTimeout(resolve, 1000)); return count; };`,
    );
    const both = Promise.all([cloud.invoke(), cloud.invoke()]);
    await cloud.kernel.clock.advance(1000);
    expect((await both).map(({ payload }) => payload)).toEqual([1, 1]);
  });

  it('are replaced when they are older than the lifetime that is set', async () => {
    const cloud = createSmallCloud({ settings: { environmentLifetimeSeconds: 600 } });
    cloud.addFunction(COUNTER);
    await cloud.invoke();
    await cloud.kernel.clock.advance(599_000);
    expect((await cloud.invoke()).payload).toBe(2);
    await cloud.kernel.clock.advance(1000);
    expect((await cloud.invoke()).payload).toBe(1);
  });

  it('are not used again after a failed start', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction('throw new Error("start " + Math.random());');
    const messages = [await cloud.invoke(), await cloud.invoke()].map(({ payload }) => JSON.stringify(payload));
    expect(messages[0]).not.toBe(messages[1]);
  });
});

describe('concurrency', () => {
  const SLOW = 'exports.handler = () => new Promise((resolve) => setTimeout(resolve, 1000));';

  it('over what is reserved is throttled and measured', async () => {
    const cloud = createSmallCloud();
    cloud.addFunction(SLOW, { ReservedConcurrentExecutions: 1 });
    const first = cloud.invoke();
    await expect(cloud.invoke()).rejects.toMatchObject({
      code: 'TooManyRequestsException',
      status: 429,
      members: { Reason: 'ReservedFunctionConcurrentInvocationLimitExceeded' },
    });
    await cloud.kernel.clock.advance(2000);
    expect((await first).StatusCode).toBe(200);
    expect(cloud.metrics.map(({ name }) => name)).toEqual(expect.arrayContaining(['Throttles', 'Invocations']));
    expect((await Promise.all([cloud.invoke(), cloud.kernel.clock.advance(2000)]))[0].StatusCode).toBe(200);
  });

  it('over the account’s is throttled', async () => {
    const cloud = createSmallCloud({ settings: { accountConcurrency: 1 } });
    cloud.addFunction(SLOW);
    const first = cloud.invoke();
    await expect(cloud.invoke()).rejects.toMatchObject({ members: { Reason: 'ConcurrentInvocationLimitExceeded' } });
    await cloud.kernel.clock.advance(2000);
    await first;
  });
});

describe('permission to invoke', () => {
  it('comes from the own policies of a role', async () => {
    const denied = createSmallCloud({ denied: ['lambda:InvokeFunction'] });
    denied.addFunction(ECHO);
    await expect(denied.invoke({}, { caller: ROLE })).rejects.toMatchObject({ code: 'AccessDeniedException' });
    const allowed = createSmallCloud();
    allowed.addFunction(ECHO);
    expect((await allowed.invoke({}, { caller: ROLE })).StatusCode).toBe(200);
  });

  const RULE = 'arn:aws:events:eu-west-1:123456789012:rule/load';
  const events = (sourceArn?: string) =>
    ({ kind: 'service', service: 'events.amazonaws.com', ...(sourceArn && { sourceArn }) }) as const;

  it.each([
    { when: 'no statement names the service', grant: undefined, caller: events(RULE), may: false },
    { when: 'the source is the one named', grant: { SourceArn: RULE }, caller: events(RULE), may: true },
    { when: 'the source is another one', grant: { SourceArn: RULE }, caller: events(`${RULE}-2`), may: false },
    { when: 'the source is not told', grant: { SourceArn: RULE }, caller: events(), may: false },
    {
      when: 'the source fits a pattern',
      grant: { SourceArn: RULE.replace('load', '*') },
      caller: events(RULE),
      may: true,
    },
    { when: 'any source is allowed', grant: {}, caller: events(RULE), may: true },
    { when: 'the account is another one', grant: { SourceAccount: '999999999999' }, caller: events(RULE), may: false },
    { when: 'another service is named', grant: { Principal: 's3.amazonaws.com' }, caller: events(RULE), may: false },
    { when: 'another action is allowed', grant: { Action: 'lambda:GetFunction' }, caller: events(RULE), may: false },
  ])('of a service is $may when $when', async ({ grant, caller, may }) => {
    const cloud = createSmallCloud();
    cloud.addFunction(ECHO);
    const base = { FunctionName: FUNCTION_ARN, Action: 'lambda:InvokeFunction', Principal: 'events.amazonaws.com' };
    if (grant !== undefined) cloud.create('AWS::Lambda::Permission', { ...base, ...grant });
    const invoked = cloud.invoke({}, { type: 'Event', caller });
    if (may) expect((await invoked).StatusCode).toBe(202);
    else {
      await expect(invoked).rejects.toMatchObject({ code: 'AccessDeniedException' });
      expect(cloud.kernel.journal.counts().denied).toEqual({ 'lambda:InvokeFunction': 1 });
    }
  });
});

describe('the log of a function', () => {
  const LOGGER = 'exports.handler = async () => { console.warn("careful %s", "now"); };';

  it('is in the journal, with time, request id and level', async () => {
    const cloud = createSmallCloud();
    cloud.logs.addGroup('/aws/lambda/work');
    cloud.addFunction(LOGGER);
    await cloud.invoke();
    const [entry] = cloud.kernel.journal.entries.filter(({ kind }) => kind === 'log');
    expect(entry).toMatchObject({
      subject: 'work',
      detail: { line: expect.stringMatching(/^2026-01-05T10:00:00\.000Z\t[0-9a-f-]{36}\tWARN\tcareful now$/) },
    });
  });

  it.each(['logs:CreateLogStream', 'logs:PutLogEvents'])(
    'is lost without %s, the denial is in the journal and the function runs',
    async (action) => {
      const cloud = createSmallCloud({ denied: [action] });
      cloud.logs.addGroup('/aws/lambda/work');
      cloud.addFunction(LOGGER);
      expect((await cloud.invoke()).StatusCode).toBe(200);
      expect(cloud.logLines()).toEqual([]);
      expect(cloud.kernel.journal.counts().denied).toEqual({ [action]: 1 });
    },
  );

  it('is written by Lambda itself, also when the function says nothing', async () => {
    const cloud = createSmallCloud({ denied: ['logs:PutLogEvents'] });
    cloud.logs.addGroup('/aws/lambda/work');
    cloud.addFunction(ECHO);
    await cloud.invoke();
    expect(cloud.kernel.journal.counts().denied).toEqual({ 'logs:PutLogEvents': 1 });
  });

  it('needs logs:CreateLogGroup only when its group is not there', async () => {
    const cloud = createSmallCloud({ denied: ['logs:CreateLogGroup'] });
    cloud.addFunction(LOGGER);
    await cloud.invoke();
    expect(cloud.logLines()).toEqual([]);
    const other = createSmallCloud({ denied: ['logs:CreateLogGroup'] });
    other.logs.addGroup('own');
    other.addFunction(LOGGER, { LoggingConfig: { LogGroup: 'own' } });
    await other.invoke();
    expect(other.logLines()).toEqual(['WARN careful now']);
  });
});

describe('a template', () => {
  it.each([
    [
      'a property that is not modelled',
      { VpcConfig: {} },
      'Thing (AWS::Lambda::Function): the embedded cloud does not model VpcConfig',
    ],
    ['a runtime that is not Node', { Runtime: 'python3.13' }, 'Runtime is python3.13, the embedded cloud runs nodejs'],
    ['a reserved variable', { Environment: { Variables: { AWS_REGION: 'x' } } }, 'AWS_REGION is reserved by Lambda'],
    ['variables over 4 KB', { Environment: { Variables: { A: 'x'.repeat(4096) } } }, '4097 bytes, at most 4096'],
    ['a wrong type', { Timeout: 'soon' }, 'Timeout is "soon", expected a number'],
    ['a missing handler', { Handler: undefined }, 'Handler is undefined, expected text'],
  ])('with %s is refused', (_what, properties, message) => {
    expect(() => createSmallCloud().addFunction(ECHO, properties)).toThrow(message);
  });

  it('may write numbers as text and leave the name to CloudFormation', () => {
    const cloud = createSmallCloud();
    cloud.addFunction(ECHO, { Timeout: '45', FunctionName: undefined });
    const [created] = cloud.lambda.model.functions.values();
    expect(created).toMatchObject({ timeoutSeconds: 45, name: expect.stringMatching(/^Stack-Thing-[0-9A-F]{12}$/) });
  });
});
