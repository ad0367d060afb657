import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Template } from '../../local/assembly/template.ts';
import { type OpenEndpoint, serveEndpoint } from '../../local/endpoint/serve-endpoint.ts';
import { both, breaking } from '../scenarios/break-resource.ts';
import { World } from '../scenarios/world.ts';
import { documented, Transcript } from './transcript.ts';

// CI installs it (.ci/packages), so there its absence is a failure.
const isThere = spawnSync('aws', ['--version']).status === 0;
const isMissing = !isThere && process.env['CI'] !== 'true';
if (isMissing) process.stdout.write('skipped: the AWS CLI is not on PATH; Debian has it as awscli\n');

const ALARM = 'rubato-demo-load-web';

/** Its own metric never calls this alarm, so that it is the one who types who does. */
const silencing = (template: Template): Template => ({
  ...template,
  Resources: Object.fromEntries(
    Object.entries(template.Resources ?? {}).map(([logicalId, resource]) => [
      logicalId,
      resource.Properties?.['AlarmName'] === ALARM
        ? { ...resource, Properties: { ...resource.Properties, Threshold: 1_000_000 } }
        : resource,
    ]),
  ),
});

describe.skipIf(isMissing)('the AWS CLI (skipped where aws is not on PATH)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'rubato-aws-'));
  let world: World;
  let endpoint: OpenEndpoint;
  let transcript: Transcript;

  beforeAll(async () => {
    world = await World.load({
      mode: null,
      alter: both(breaking('Schedule rubato-demo-tiers-0'), silencing),
      // An execution that is started by hand has no decision behind it.
      onViolation: () => undefined,
    });
    world.drive(() => 4000);
    await world.advanceMinutes(10);
    endpoint = await serveEndpoint(world.cloud.openWire(), { port: 0 });
    transcript = new Transcript(environment(folder, endpoint.url), tidy);
  });
  afterAll(async () => {
    await endpoint.close();
    rmSync(folder, { recursive: true });
  });

  const type = async (command: string): Promise<string> => {
    const { code, text } = await transcript.type(command);
    expect({ command, code, text: code === 0 ? '' : text }).toEqual({ command, code: 0, text: '' });
    return text;
  };
  const wait = async (minutes: number): Promise<void> => {
    transcript.remark(minutes === 1 ? 'a minute later' : `${minutes} minutes later`);
    await world.advanceMinutes(minutes);
  };
  const group =
    "aws autoscaling describe-auto-scaling-groups --auto-scaling-group-names rubato-demo-web --output text --query 'AutoScalingGroups[].[MinSize,MaxSize,DesiredCapacity,length(Instances)]'";

  it('is the administrator of the account', async () => {
    expect(await type('aws sts get-caller-identity --query Arn --output text')).toContain(':user/administrator');
  });

  it('describes and sets an Auto Scaling group', async () => {
    expect(await type(group)).toBe('2\t300\t2\t2\n');
    await type('aws autoscaling set-desired-capacity --auto-scaling-group-name rubato-demo-web --desired-capacity 3');
    await wait(5);
    expect(await type(group)).toBe('2\t300\t3\t3\n');
  });

  it('puts and queries items: the switch is thrown, as the README says', async () => {
    const output = `aws cloudformation describe-stacks --stack-name Rubato --output text --query "Stacks[0].Outputs[?OutputKey=='TableName'].OutputValue"`;
    expect((await transcript.assign('TABLE', output)).text).toMatch(/^Rubato-StateTable/);
    await type(
      `aws dynamodb put-item --table-name "$TABLE" --item '{"pk":{"S":"SWITCH"},"sk":{"S":"GLOBAL"},"mode":{"S":"on"}}'`,
    );
    const query = `aws dynamodb query --table-name "$TABLE" --key-condition-expression 'pk = :pk' --expression-attribute-values '{":pk":{"S":"SWITCH"}}' --query Items[0].mode.S --output text`;
    expect(await type(query)).toBe('on\n');
  });

  it('puts events', async () => {
    const entry = '[{"Source":"shop","DetailType":"Sale Began","Detail":"{}"}]';
    expect(await type(`aws events put-events --entries '${entry}' --query FailedEntryCount`)).toBe('0\n');
    await wait(1);
    expect(world.journal('event', 'shop/Sale Began')).toHaveLength(1);
  });

  it('describes an alarm and sets its state: rule, function and state machine scale the tier', async () => {
    const describeAlarm = `aws cloudwatch describe-alarms --alarm-names ${ALARM} --query 'MetricAlarms[].[AlarmName,StateValue]' --output text`;
    expect(await type(describeAlarm)).toBe(`${ALARM}\tOK\n`);
    await type(`aws cloudwatch set-alarm-state --alarm-name ${ALARM} --state-value ALARM --state-reason 'by hand'`);
    await wait(5);
    expect(await type(group)).toBe('2\t300\t6\t6\n');
  });

  const MACHINE = 'arn:aws:states:eu-west-1:123456789012:stateMachine:rubato-demo-scale-tier';
  const historyOf = (name: string): string =>
    `aws stepfunctions get-execution-history --execution-arn ${MACHINE.replace('stateMachine', 'execution')}:${name} --output text --query 'events[?stateEnteredEventDetails].[stateEnteredEventDetails.name]'`;

  it('lists executions and reads their history', async () => {
    const executions = `aws stepfunctions list-executions --state-machine-arn ${MACHINE} --output text --query 'executions[].[name,status]'`;
    const [name = ''] = (await type(executions)).split('\t');
    expect(name).toMatch(/^web-\d+-1$/);
    expect(await type(historyOf(name))).toContain('SetDesiredCapacity\n');
  });

  it('starts an execution: without a decision behind it, it ends as superseded and touches nothing', async () => {
    const input =
      '{"tierId":"web","group":"rubato-demo-web","targetVersion":99,"attempt":1,"from":6,"to":9,"reason":"by hand","firstLookSeconds":15,"lookSeconds":15,"deadlineSeconds":600}';
    await type(
      `aws stepfunctions start-execution --state-machine-arn ${MACHINE} --name by-hand --input '${input}' --query executionArn --output text`,
    );
    await wait(1);
    expect(await type(historyOf('by-hand'))).not.toContain('SetDesiredCapacity\n');
    expect(await type(group)).toBe('2\t300\t6\t6\n');
  });

  it('is told in a sentence what the embedded cloud does not know, and the cloud goes on', async () => {
    const { code, text } = await transcript.type('aws autoscaling describe-account-limits');
    expect(code).not.toBe(0);
    expect(text).toContain('does not know autoscaling:DescribeAccountLimits');
    await world.advanceMinutes(1);
  });

  it('says what docs/embedded-cloud.md says (UPDATE=1 writes it there)', () => {
    expect(transcript.text).toBe(documented('aws-cli', transcript.text));
  });
});

/** Versions before 2.13 do not read AWS_ENDPOINT_URL; for them a script in front says it by the option. */
const environment = (folder: string, url: string): NodeJS.ProcessEnv => {
  const aws = execFileSync('sh', ['-c', 'command -v aws'], { encoding: 'utf8' }).trim();
  writeFileSync(join(folder, 'aws'), `#!/bin/sh\nexec ${aws} --endpoint-url "$AWS_ENDPOINT_URL" "$@"\n`);
  chmodSync(join(folder, 'aws'), 0o755);
  return {
    PATH: `${folder}:${process.env['PATH']}`,
    HOME: folder,
    TMPDIR: tmpdir(),
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'eu-west-1',
    AWS_DEFAULT_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_PAGER: '',
  };
};

/** Which operations the cloud knows is told elsewhere. */
const tidy = (text: string): string => text.replace(/; it knows .*/, '');
