import { createServer } from 'node:http';
import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud, createCloud } from '../../../local/cloud.ts';
import { type AnsweredRequest, type OpenEndpoint, serveEndpoint } from '../../../local/endpoint/serve-endpoint.ts';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/reader';

/** A role for the people of the account, that may list tables and nothing else. */
const template = {
  Resources: {
    Reader: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'reader',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { AWS: '123456789012' }, Action: 'sts:AssumeRole' }],
        },
        Policies: [
          {
            PolicyName: 'read',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'dynamodb:ListTables', Resource: '*' }],
            },
          },
        ],
      },
    },
    Machine: {
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'machine',
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: { Service: 'states.amazonaws.com' }, Action: 'sts:AssumeRole' }],
        },
      },
    },
  },
};

describe('the endpoint', () => {
  let cloud: Cloud;
  let endpoint: OpenEndpoint;
  const answered: AnsweredRequest[] = [];
  const settings = (accessKeyId = 'local', secretAccessKey = 'local', sessionToken = '') => ({
    endpoint: endpoint.url,
    region: 'eu-west-1',
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) },
    maxAttempts: 1,
  });

  beforeAll(async () => {
    cloud = createCloud({ seed: 1, startAtMs: Date.UTC(2026, 0, 5) });
    await cloud.deploy({
      stacks: [{ name: 'Stack', template, tags: {} }],
      assetPath: () => '',
    });
    endpoint = await serveEndpoint(cloud.openWire(), { port: 0, onAnswer: (each) => answered.push(each) });
  });
  afterAll(() => endpoint.close());

  it('listens on the loopback address only', () => {
    expect(new URL(endpoint.url).hostname).toBe('127.0.0.1');
  });

  it('takes any long-term key for the administrator', async () => {
    const { Arn, Account } = await new STSClient(settings()).send(new GetCallerIdentityCommand());
    expect({ Arn, Account }).toEqual({ Arn: 'arn:aws:iam::123456789012:user/administrator', Account: '123456789012' });
  });

  it('lets who has taken a role do what the role may, and nothing else', async () => {
    const sts = new STSClient(settings());
    const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn: ROLE_ARN, RoleSessionName: 'me' }));
    const own = settings(Credentials?.AccessKeyId, Credentials?.SecretAccessKey, Credentials?.SessionToken);
    await expect(new DynamoDBClient(own).send(new ListTablesCommand())).resolves.toMatchObject({ TableNames: [] });
    await expect(new CloudWatchClient(own).send(new DescribeAlarmsCommand())).rejects.toThrow(
      'User: arn:aws:sts::123456789012:assumed-role/reader/me is not authorized to perform: cloudwatch:DescribeAlarms',
    );
  });

  it('gives no role away that does not trust the account', async () => {
    const wanted = new AssumeRoleCommand({ RoleArn: ROLE_ARN.replace('reader', 'machine'), RoleSessionName: 'me' });
    await expect(new STSClient(settings()).send(wanted)).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('refuses a temporary key that nobody was given', async () => {
    const request = new STSClient(settings('ASIA0000000000000000')).send(new GetCallerIdentityCommand());
    await expect(request).rejects.toMatchObject({ name: 'InvalidClientTokenId' });
  });

  it('refuses a request without signature', async () => {
    const unsigned = await fetch(endpoint.url);
    expect([unsigned.status, await unsigned.text()]).toEqual([403, expect.stringContaining('no signature')]);
  });

  it.each([
    {
      type: 'application/x-amz-json-1.1',
      told: '"message":"The embedded cloud does not speak to clients of the service \\"braket\\"."',
    },
    {
      type: 'application/x-www-form-urlencoded; charset=utf-8',
      told: '<Code>NotImplemented</Code><Message>The embedded cloud does not speak to clients of the service &quot;braket&quot;.',
    },
  ])('refuses one for a service that it does not speak as clients read errors: $type', async ({ type, told }) => {
    const authorization = `AWS4-HMAC-SHA256 Credential=local/20260105/eu-west-1/braket/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`;
    const headers = { authorization, 'content-type': type };
    const foreign = await fetch(endpoint.url, { method: 'POST', headers, body: '{}' });
    expect([foreign.status, await foreign.text()]).toEqual([501, expect.stringContaining(told)]);
  });

  it('answers what the cloud does not know with 501 and a sentence, and the run goes on', async () => {
    const headers = {
      authorization: `AWS4-HMAC-SHA256 Credential=local/20260105/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'DynamoDB_20120810.ListBackups',
    };
    const response = await fetch(endpoint.url, { method: 'POST', headers, body: '{}' });
    expect([response.status, await response.text()]).toEqual([501, expect.stringContaining('dynamodb:ListBackups')]);
    await expect(cloud.advance(1000)).resolves.toBeUndefined();
  });

  it('tells of each answer without anything secret', async () => {
    expect(answered).toContainEqual({ service: 'dynamodb', request: 'ListTables', status: 200 });
    expect(answered).toContainEqual({ service: 'sts', request: 'AssumeRole', status: 403 });
    await fetch(`${endpoint.url}/a/b?X-Amz-Security-Token=secret`);
    expect(answered.at(-1)).toEqual({ service: 'unsigned', request: 'GET /a/b', status: 403 });
    expect(JSON.stringify(answered)).not.toMatch(/Credential|secret/);
  });

  it('says that a port is taken, as the operating system does', async () => {
    const port = Number(new URL(endpoint.url).port);
    await expect(serveEndpoint(cloud.openWire(), { port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('closes while a client still holds its connection', async () => {
    const other = await serveEndpoint(cloud.openWire(), { port: 0 });
    await fetch(other.url, { headers: { connection: 'keep-alive' } });
    await other.close();
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(Number(new URL(other.url).port), '127.0.0.1', resolve);
    });
    server.close();
  });
});
