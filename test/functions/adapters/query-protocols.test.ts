import { DescribeTargetHealthCommand, ElasticLoadBalancingV2Client } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { QueryProtocol } from '../../../functions/adapters/query-protocols.ts';

const target = (id: string, state: string): string =>
  `<member><Target><Id>${id}</Id><Port>80</Port></Target><TargetHealth><State>${state}</State></TargetHealth></member>`;

/** A client that is given these answers in turn, each with a request id of its own. */
const clientOf = (answers: readonly string[]) => {
  let calls = 0;
  const handle = async () => {
    const members = answers[calls++];
    const body =
      members === undefined
        ? '<ErrorResponse><Error><Code>Throttling</Code><Message>slow</Message></Error></ErrorResponse>'
        : `<DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/"><DescribeTargetHealthResult>
             <TargetHealthDescriptions>${members}</TargetHealthDescriptions></DescribeTargetHealthResult>
             <ResponseMetadata><RequestId>request-${calls}</RequestId></ResponseMetadata></DescribeTargetHealthResponse>`;
    return { response: { statusCode: members === undefined ? 400 : 200, headers: {}, body: Buffer.from(body) } };
  };
  const client = new ElasticLoadBalancingV2Client({
    region: 'eu-west-1',
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    maxAttempts: 1,
    protocol: QueryProtocol,
    requestHandler: { handle },
  });
  return () => client.send(new DescribeTargetHealthCommand({ TargetGroupArn: 'arn' }));
};

describe('an answer', () => {
  const [well, ill] = [target('i-1', 'healthy'), target('i-1', 'unhealt')];

  it('that is the one before but for the id of its request is taken as it was read then', async () => {
    const ask = clientOf([well, well]);
    const [first, second] = [await ask(), await ask()];
    expect(first.TargetHealthDescriptions).toMatchObject([
      { Target: { Id: 'i-1' }, TargetHealth: { State: 'healthy' } },
    ]);
    expect(second.TargetHealthDescriptions).toBe(first.TargetHealthDescriptions);
  });

  it('that differs, even at the same length, is read anew', async () => {
    const ask = clientOf([well, ill, well]);
    const states = [await ask(), await ask(), await ask()].map(
      ({ TargetHealthDescriptions }) => TargetHealthDescriptions?.[0]?.TargetHealth?.State,
    );
    expect(states).toEqual(['healthy', 'unhealt', 'healthy']);
  });

  it('that is an error is told as one, and leaves what is known', async () => {
    const ask = clientOf([well]);
    await ask();
    await expect(ask()).rejects.toThrow('slow');
  });
});
