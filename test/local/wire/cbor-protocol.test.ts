import { cbor, tag } from '@smithy/core/cbor';
import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../local/kernel.ts';
import { createOuterWire } from '../../../local/wire/wire.ts';
import { createBench, ROLE } from './virtual-client.ts';

const call = async (operation: string, answer: unknown, input: unknown) => {
  const { kernel, inputs } = createBench('monitoring', { [operation]: answer });
  const wire = createOuterWire(kernel, () => ROLE);
  const response = await wire.answer({
    host: '127.0.0.1',
    method: 'POST',
    path: `/service/GraniteServiceVersion20100801/operation/${operation}`,
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=k/20260105/eu-west-1/monitoring/aws4_request, SignedHeaders=host, Signature=${'0'.repeat(64)}`,
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
    },
    body: Uint8Array.from(cbor.serialize(input)),
  });
  return { status: response.status, body: cbor.deserialize(response.body as Uint8Array), input: inputs[0] };
};

describe('CloudWatch in CBOR', () => {
  const AT = new Date(Date.UTC(2026, 0, 5, 10, 0, 0, 250));
  const inSeconds = tag({ tag: 1, value: AT.getTime() / 1000 });

  it('reads instants and numbers', async () => {
    const MetricData = [{ MetricName: 'x', Value: 2.5, Timestamp: inSeconds }];
    const { input } = await call('PutMetricData', {}, { Namespace: 'me', MetricData });
    expect(input).toEqual({ Namespace: 'me', MetricData: [{ MetricName: 'x', Value: 2.5, Timestamp: AT }] });
  });

  it('writes instants and leaves out what is not there', async () => {
    const alarm = { AlarmName: 'a', StateUpdatedTimestamp: AT, Threshold: 0.5, Unit: undefined };
    const { status, body } = await call('DescribeAlarms', { MetricAlarms: [alarm] }, {});
    expect({ status, body }).toEqual({
      status: 200,
      body: { MetricAlarms: [{ AlarmName: 'a', StateUpdatedTimestamp: inSeconds, Threshold: 0.5 }] },
    });
  });

  it('names an error by its shape', async () => {
    const failure = new AwsError('ResourceNotFound', 'Unknown alarm a', 404);
    const input = { AlarmName: 'a', StateValue: 'OK', StateReason: 'x' };
    expect(await call('SetAlarmState', failure, input)).toMatchObject({
      status: 404,
      body: { __type: 'ResourceNotFound', message: 'Unknown alarm a' },
    });
  });

  it.each([
    { what: 'a required member that is missing', input: { AlarmName: 'a' }, type: 'ValidationException' },
    {
      what: 'a member of a wrong type',
      input: { AlarmName: 1, StateValue: 'OK', StateReason: 'x' },
      type: 'SerializationException',
    },
  ])('refuses $what', async ({ input, type }) => {
    expect(await call('SetAlarmState', {}, input)).toMatchObject({ status: 400, body: { __type: type } });
  });
});
