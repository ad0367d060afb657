import { join } from 'node:path';
import * as original from '@aws-sdk/client-ec2';
import { type HttpRequest, HttpResponse } from '@smithy/core/protocols';
import { expect, it } from 'vitest';
import { shakeableEc2Client } from '../../infra/constructs/shakeable-ec2-client.ts';

const ANSWERS = {
  DescribeInstances: `<reservationSet><item><reservationId>r-1</reservationId><instancesSet><item><instanceId>i-1</instanceId>
    <instanceState><code>16</code><name>running</name></instanceState><launchTime>2026-01-05T10:00:00.000Z</launchTime>
    <placement><availabilityZone>eu-west-1a</availabilityZone></placement><tagSet><item><key>a</key><value>b</value></item></tagSet></item></instancesSet></item></reservationSet>`,
  DescribeInstanceStatus: `<instanceStatusSet><item><instanceId>i-1</instanceId><instanceState><code>16</code><name>running</name></instanceState>
    <instanceStatus><status>impaired</status><details><item><name>reachability</name><status>failed</status><impairedSince>2026-01-05T10:00:00.000Z</impairedSince></item></details></instanceStatus></item></instanceStatusSet><nextToken>more</nextToken>`,
} as const;

const spoken = async (client: typeof original, name: keyof typeof ANSWERS, input: object) => {
  const bodies: unknown[] = [];
  const ec2 = new client.EC2Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler: {
      handle: async (request: HttpRequest) => {
        bodies.push(request.body);
        const body = Buffer.from(`<${name}Response><requestId>1</requestId>${ANSWERS[name]}</${name}Response>`);
        return { response: new HttpResponse({ statusCode: 200, headers: { 'content-type': 'text/xml' }, body }) };
      },
    },
  });
  const { $metadata: _, ...output } = await ec2.send(
    new client[`${name}Command`](input) as original.DescribeInstancesCommand,
  );
  return { bodies, output };
};

it.each([
  ['DescribeInstances', { InstanceIds: ['i-1', 'i-2'], Filters: [{ Name: 'tag:a', Values: ['b'] }], MaxResults: 5 }],
  ['DescribeInstanceStatus', { InstanceIds: ['i-1'], IncludeAllInstances: true, NextToken: 'more' }],
] as const)('the copy of the client of EC2 asks and reads as the client does: %s', async (name, input) => {
  const copy = (await import(shakeableEc2Client(join(import.meta.dirname, '../..')))) as typeof original;
  const expected = await spoken(original, name, input);
  expect(expected.output).not.toEqual({});
  expect(await spoken(copy, name, input)).toEqual(expected);
});
