import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../../local/kernel.ts';
import { DemoFleet, START_MS, seconds } from '../../workload/demo-fleet.ts';

interface StatusOutput {
  readonly InstanceStatuses: readonly {
    readonly InstanceId: string;
    readonly InstanceState: { readonly Name: string };
    readonly InstanceStatus: { readonly Status: string };
    readonly SystemStatus: { readonly Status: string };
  }[];
}

const spec = {
  instanceType: 't4g.nano',
  imageId: 'ami-1',
  subnetId: 'subnet-1',
  zone: 'eu-west-1a',
  tags: { team: 'blue' },
};

const statuses = async (fleet: DemoFleet, input: object = {}): Promise<readonly string[]> => {
  const { InstanceStatuses } = await fleet.call<StatusOutput>('ec2', 'DescribeInstanceStatus', input);
  return InstanceStatuses.map(
    ({ InstanceState, InstanceStatus, SystemStatus }) =>
      `${InstanceState.Name} ${InstanceStatus.Status} ${SystemStatus.Status}`,
  );
};

/** Without the group's own instances. */
const emptyFleet = (): DemoFleet => new DemoFleet({ group: { MinSize: '0' } });

describe('ec2', () => {
  it('boots an instance: pending, running, and only then answering', async () => {
    const fleet = emptyFleet();
    const instance = fleet.ec2.launch(spec);
    expect(instance).toMatchObject({ state: 'pending', isServing: false });
    await fleet.advance(seconds(15));
    expect(instance).toMatchObject({ state: 'running', isServing: false });
    await fleet.advance(seconds(105));
    expect(instance).toMatchObject({ isServing: true, servingAtMs: START_MS + seconds(120) });
  });

  it('tells each state once, on the bus', async () => {
    const fleet = emptyFleet();
    const { instanceId, arn } = fleet.ec2.launch(spec);
    await fleet.advance(seconds(60));
    fleet.ec2.terminate(instanceId);
    fleet.ec2.terminate(instanceId);
    await fleet.advance(seconds(60));
    expect(fleet.events.filter(({ source }) => source === 'aws.ec2')).toEqual(
      ['pending', 'running', 'shutting-down', 'terminated'].map((state) => ({
        source: 'aws.ec2',
        detailType: 'EC2 Instance State-change Notification',
        detail: { 'instance-id': instanceId, state },
        resources: [arn],
      })),
    );
  });

  it('never runs what was ended while it was pending', async () => {
    const fleet = emptyFleet();
    const instance = fleet.ec2.launch(spec);
    fleet.ec2.crash(instance.instanceId);
    await fleet.advance(seconds(200));
    expect(instance).toMatchObject({ state: 'terminated', runningAtMs: undefined, isServing: false });
  });

  it('shows running instances only, unless all are asked for, and checks that initialize before they are ok', async () => {
    const fleet = emptyFleet();
    fleet.ec2.launch(spec);
    expect(await statuses(fleet)).toEqual([]);
    expect(await statuses(fleet, { IncludeAllInstances: true })).toEqual(['pending not-applicable not-applicable']);
    await fleet.advance(seconds(15));
    expect(await statuses(fleet)).toEqual(['running initializing initializing']);
    await fleet.advance(seconds(120));
    expect(await statuses(fleet)).toEqual(['running ok ok']);
  });

  it('keeps the checks of a hung instance green, and fails those of an impaired one', async () => {
    const fleet = emptyFleet();
    const hung = fleet.ec2.launch(spec);
    const impaired = fleet.ec2.launch(spec);
    await fleet.advance(seconds(200));
    fleet.ec2.hang(hung.instanceId);
    fleet.ec2.impair(impaired.instanceId);
    expect([hung.isServing, impaired.isServing]).toEqual([false, false]);
    expect(await statuses(fleet)).toEqual(['running ok ok', 'running impaired ok']);
    const filtered = { Filters: [{ Name: 'instance-status.status', Values: ['impaired'] }] };
    expect(await statuses(fleet, filtered)).toEqual(['running impaired ok']);
  });

  it('refuses launches in a zone without capacity, in the words of AWS', () => {
    const fleet = emptyFleet();
    fleet.ec2.lack([{ zone: 'eu-west-1a' }]);
    expect(() => fleet.ec2.launch(spec)).toThrow(
      'We currently do not have sufficient t4g.nano capacity in the Availability Zone you requested (eu-west-1a).',
    );
    expect(fleet.ec2.launch({ ...spec, zone: 'eu-west-1b' }).state).toBe('pending');
    fleet.ec2.lack([]);
    expect(fleet.ec2.launch(spec).state).toBe('pending');
  });

  it('prints the boot on the console, and what hangs', async () => {
    const fleet = emptyFleet();
    const { instanceId } = fleet.ec2.launch(spec);
    await fleet.advance(seconds(200));
    fleet.ec2.hang(instanceId);
    const output = await fleet.call<{ readonly Output: string }>('ec2', 'GetConsoleOutput', { InstanceId: instanceId });
    const text = Buffer.from(output.Output, 'base64').toString();
    expect(text).toContain('[   120.000000] web: listening on port 80');
    expect(text).toContain('[   200.000000] INFO: task web:1042 blocked');
  });

  it('filters instances by tag, zone and state, and pages them', async () => {
    const fleet = emptyFleet();
    for (const zone of ['eu-west-1a', 'eu-west-1b', 'eu-west-1b']) fleet.ec2.launch({ ...spec, zone });
    interface Output {
      readonly Reservations: readonly unknown[];
      readonly NextToken?: string;
    }
    const describeInstances = (input: object) => fleet.call<Output>('ec2', 'DescribeInstances', input);
    const inZone = {
      Filters: [
        { Name: 'availability-zone', Values: ['*b'] },
        { Name: 'tag:team', Values: ['blue'] },
      ],
    };
    expect((await describeInstances(inZone)).Reservations).toHaveLength(2);
    expect((await describeInstances({ Filters: [{ Name: 'tag:team', Values: ['red'] }] })).Reservations).toEqual([]);
    const first = await describeInstances({ MaxResults: 2 });
    expect(first.Reservations).toHaveLength(2);
    expect((await describeInstances({ MaxResults: 2, NextToken: first.NextToken })).Reservations).toHaveLength(1);
    await expect(describeInstances({ Filters: [{ Name: 'colour', Values: ['red'] }] })).rejects.toThrow(
      "The filter 'colour' is invalid",
    );
  });

  it('terminates all named instances or none', async () => {
    const fleet = emptyFleet();
    const { instanceId } = fleet.ec2.launch(spec);
    const terminate = (InstanceIds: readonly string[]) => fleet.call('ec2', 'TerminateInstances', { InstanceIds });
    await expect(terminate([instanceId, 'i-0'])).rejects.toMatchObject({ code: 'InvalidInstanceID.NotFound' });
    expect(fleet.ec2.instance(instanceId)?.state).toBe('pending');
    expect(await terminate([instanceId])).toMatchObject({
      TerminatingInstances: [
        { PreviousState: { Name: 'pending', Code: 0 }, CurrentState: { Name: 'shutting-down', Code: 32 } },
      ],
    });
  });

  it('asks IAM for the instance with its tags, and for everything where AWS knows no resource', () => {
    const fleet = emptyFleet();
    const { instanceId, arn } = fleet.ec2.launch(spec);
    const { operations } = fleet.ec2.service;
    expect(operations['GetConsoleOutput']?.authorize({ InstanceId: instanceId } as never)).toEqual([
      {
        action: 'ec2:GetConsoleOutput',
        resource: arn,
        context: { 'aws:ResourceTag/team': 'blue', 'ec2:ResourceTag/team': 'blue' },
      },
    ]);
    expect(operations['DescribeInstanceStatus']?.authorize({} as never)).toEqual([
      { action: 'ec2:DescribeInstanceStatus', resource: '*' },
    ]);
  });

  it('answers unknown instances with an error of AWS', () => {
    const failure = () => emptyFleet().ec2.existing('i-0');
    expect(failure).toThrow(AwsError);
    expect(failure).toThrow("The instance ID 'i-0' does not exist");
  });

  it('gives network resources their ids and refuses properties that it does not know', () => {
    const fleet = emptyFleet();
    expect(fleet.create('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' })).toMatch(/^vpc-[0-9a-f]{17}$/);
    expect(() => fleet.create('AWS::EC2::Subnet', { VpcId: 'vpc-1', OutpostArn: 'x' })).toThrow(
      /AWS::EC2::Subnet Resource\d+: the embedded cloud does not know the property OutpostArn/,
    );
  });
});
