import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { runInRealTime } from '../../local/endpoint/run-in-real-time.ts';
import { type OpenEndpoint, serveEndpoint } from '../../local/endpoint/serve-endpoint.ts';
import { documented, Transcript } from './transcript.ts';

const MINUTE_MS = 60_000;
const WATCHED_MS = 2 * MINUTE_MS;
const ROOT = join(import.meta.dirname, '../..');
const CHANGED = 'test/blueprints/sleeping-shop.yaml';

// It is a dependency of this repository, so in CI its absence is a failure.
const isMissing = !existsSync(join(ROOT, 'node_modules/.bin/cdk')) && process.env['CI'] !== 'true';
if (isMissing) process.stdout.write('skipped: the CDK CLI is not in node_modules; npm ci brings it\n');

/** A backstop against a command that hangs: each of them synthesizes, or waits for the CLI's next look at the stack. */
const GIVE_UP_MS = 300_000;

describe.skipIf(isMissing)('the CDK CLI (skipped where it is not installed)', { timeout: GIVE_UP_MS }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubato-cdk-'));
  let cloud: Cloud;
  let endpoint: OpenEndpoint;
  let transcript: Transcript;

  beforeAll(async () => {
    // The CLI shows what happened since it was called, by its own clock. Each deployment below is watched for two minutes that
    // take no time, so the cloud begins two minutes late.
    cloud = createCloud({ seed: 1, startAtMs: Date.now() - WATCHED_MS });
    endpoint = await serveEndpoint(cloud.openWire(), { port: 0 });
    writeFileSync(join(folder, '.cdk.json'), JSON.stringify({ notices: false, requireApproval: 'never' }));
    transcript = new Transcript(environment(folder, endpoint.url), tidy);
  });
  afterAll(async () => {
    await endpoint.close();
    rmSync(folder, { recursive: true });
  });

  /** Time passes in the cloud while a command runs, for the CLI waits for what it has begun. */
  const type = async (command: string): Promise<string> => {
    const ending = new AbortController();
    const time = runInRealTime(cloud.kernel.clock, { speed: 1, now: () => performance.now(), signal: ending.signal });
    const { code, text } = await transcript.type(command);
    ending.abort();
    await time;
    expect({ command, code, text: code === 0 ? '' : text }).toEqual({ command, code: 0, text: '' });
    return text;
  };
  const groups = async (): Promise<readonly string[]> => {
    const answer = await cloud.call('autoscaling', 'DescribeAutoScalingGroups', {});
    const { AutoScalingGroups } = answer as { AutoScalingGroups: readonly { AutoScalingGroupName: string }[] };
    return AutoScalingGroups.map(({ AutoScalingGroupName }) => AutoScalingGroupName);
  };
  const members = (): readonly string[] => [...(cloud.autoscaling.group('rubato-demo-web')?.members.keys() ?? [])];
  const tables = async (): Promise<readonly string[]> =>
    ((await cloud.call('dynamodb', 'ListTables', {})) as { TableNames: string[] }).TableNames;
  /** What the sweep has written of a tier; undefined when it does not know it. */
  const stateOf = async (tierId: string): Promise<unknown> => {
    const [TableName] = await tables();
    const Key = { pk: { S: `TIER#${tierId}` }, sk: { S: 'STATE' } };
    return ((await cloud.call('dynamodb', 'GetItem', { TableName, Key })) as { Item?: unknown }).Item;
  };

  it('bootstraps the account', async () => {
    expect(await type('npx cdk bootstrap aws://123456789012/eu-west-1')).toContain('bootstrapped.');
  });

  it('deploys the example with the roles of the bootstrap stack, and it runs', async () => {
    const events = await type('npx cdk deploy');
    expect(events).toMatch(/CREATE_COMPLETE +\| AWS::CloudFormation::Stack +\| Rubato/);
    expect(cloud.journal.counts().call).toMatchObject({
      's3:PutObject': expect.any(Number),
      'cloudformation:CreateChangeSet': 1,
      'cloudformation:ExecuteChangeSet': 1,
    });
    expect(await groups()).toContain('rubato-demo-web');
    await cloud.advance(WATCHED_MS);
    expect([await stateOf('web'), await stateOf('shop')]).toEqual([expect.any(Object), undefined]);
  });

  it('sees no difference then', async () => {
    expect(await type('npx cdk diff --app cdk.out --fail')).toContain('There were no differences');
  });

  it('shows and deploys a changed blueprint: what is new is made, what has changed is changed in place', async () => {
    const before = members();
    const alarms = await type(`RUBATO_BLUEPRINT=${CHANGED} npx cdk diff 2>&1 | grep AWS::CloudWatch::Alarm`);
    expect(alarms).toContain('[+] AWS::CloudWatch::Alarm TierAlarms-shop/Load');
    const events = await type('npx cdk deploy --app cdk.out');
    expect(events).toMatch(/CREATE_COMPLETE +\| AWS::CloudWatch::Alarm +\| TierAlarms-shop\/Load/);
    expect(events).toMatch(/UPDATE_COMPLETE +\| AWS::Lambda::Function +\| Triggers\/OnSweep/);
    await cloud.advance(WATCHED_MS);
    expect(await stateOf('shop')).toEqual(expect.any(Object));
    expect(members()).toEqual(before);
  });

  it('destroys the stack, but for what its template retains', async () => {
    const kept = await tables();
    expect(await type('npx cdk destroy --app cdk.out --force')).toMatch(/DELETE_SKIPPED +\| AWS::DynamoDB::Table/);
    expect([await groups(), await tables()]).toEqual([[], kept]);
    expect(await cloud.call('cloudformation', 'DescribeStacks', {})).toMatchObject({
      Stacks: [{ StackName: 'CDKToolkit', StackStatus: 'CREATE_COMPLETE' }],
    });
    await cloud.advance(10 * MINUTE_MS);
  });

  it('was denied nothing, and no function failed', () => {
    const bad = cloud.journal.entries.filter(({ kind }) => kind === 'denied' || kind === 'function-error');
    expect(bad).toEqual([]);
  });

  it('says what docs/embedded-cloud.md says (UPDATE=1 writes it there)', () => {
    expect(transcript.text).toBe(documented('cdk-cli', transcript.text));
  });
});

const environment = (folder: string, url: string): NodeJS.ProcessEnv => ({
  PATH: `${join(ROOT, 'node_modules/.bin')}:${process.env['PATH']}`,
  HOME: folder,
  TMPDIR: tmpdir(),
  NODE_COMPILE_CACHE: join(ROOT, '.rubato/compiled'),
  AWS_ENDPOINT_URL: url,
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'local',
  AWS_SECRET_ACCESS_KEY: 'local',
  CDK_DISABLE_VERSION_CHECK: 'true',
  CDK_DISABLE_CLI_TELEMETRY: 'true',
});

/** Without what differs between two runs, and the events of all but the first resource: there are hundreds. */
const tidy = (text: string): string => {
  const lines = text
    .split('\n')
    .map(tidyLine)
    .filter((line) => line !== '' && !NOISE.test(line));
  const [first] = lines.filter((line) => EVENT.test(line) && !OF_STACK.test(line));
  const kept = lines.filter(
    (line) => !EVENT.test(line) || OF_STACK.test(line) || RETAINED.test(line) || line === first,
  );
  const after = kept.indexOf(first ?? '') + 1;
  return (first === undefined ? kept : [...kept.slice(0, after), '...', ...kept.slice(after)]).join('\n');
};

/** Publishing is done side by side, in any order; bundling is told by the bundler and by npm. */
const NOISE = /^\S* ?(start|success): |^Bundling asset|^npm (warn|notice)|^ {2}\.\.\.|⚡ Done|time: /;
const EVENT = /^\S+ +\| +\d* *\|/;
const OF_STACK = /AWS::CloudFormation::Stack/;
const RETAINED = /DELETE_SKIPPED/;

const tidyLine = (line: string): string =>
  line
    .trimEnd()
    .replace(/\| +\d+(\/\d+)? \|/, '|  |')
    .replace(/\d{1,2}:\d\d:\d\d [AP]M/, '12:00:00 PM')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '00000000-0000-0000-0000-000000000000')
    .replaceAll(/-(?!123456789012)[0-9A-F]{12}\b/g, '-000000000000')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '(hash)');
