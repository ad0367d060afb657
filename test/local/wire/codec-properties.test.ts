import { AutoScalingClient, DescribeScalingActivitiesCommand } from '@aws-sdk/client-auto-scaling';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EC2Client, GetConsoleOutputCommand } from '@aws-sdk/client-ec2';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientConfig, createBench } from './virtual-client.ts';

const text = fc.string({ unit: 'binary', maxLength: 20 });

const attributeValue = fc.letrec<{ value: AttributeValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    text.map((S) => ({ S })),
    fc.integer().map((n) => ({ N: String(n) })),
    fc.uint8Array({ maxLength: 40 }).map((bytes) => ({ B: Uint8Array.from(bytes) })),
    fc.boolean().map((BOOL) => ({ BOOL })),
    fc.constant({ NULL: true as const }),
    fc.array(text, { minLength: 1, maxLength: 3 }).map((SS) => ({ SS })),
    fc.array(tie('value'), { maxLength: 3 }).map((L) => ({ L })),
    fc.dictionary(text, tie('value'), { maxKeys: 3, noNullPrototype: true }).map((M) => ({ M })),
  ),
})).value;

it('carries every attribute value there and back', async () => {
  await fc.assert(
    fc.asyncProperty(attributeValue, async (value) => {
      const bench = createBench('dynamodb', { PutItem: { Attributes: { value } } });
      const client = new DynamoDBClient(clientConfig(bench.wire));
      const answer = await client.send(new PutItemCommand({ TableName: 't', Item: { value } }));
      expect(bench.inputs).toEqual([{ TableName: 't', Item: { value } }]);
      expect(answer.Attributes).toEqual({ value });
    }),
    { numRuns: 200 },
  );
});

/** What XML 1.0 can carry, and does not begin or end in white space, which XML readers may drop. */
const xmlText = fc
  .string({ unit: fc.constantFrom(...('abc<>&"\'=%+; \r\n\tä€😀/?#.[]{}'.match(/./gsu) ?? [])), maxLength: 30 })
  .map((inner) => `x${inner}y`);

it('carries every text through a form and through XML', async () => {
  await fc.assert(
    fc.asyncProperty(xmlText, async (value) => {
      const bench = createBench('autoscaling', { DescribeScalingActivities: { NextToken: value, Activities: [] } });
      const client = new AutoScalingClient(clientConfig(bench.wire));
      const answer = await client.send(new DescribeScalingActivitiesCommand({ ActivityIds: [value, 'b'] }));
      expect(bench.inputs).toEqual([{ ActivityIds: [value, 'b'] }]);
      expect(answer.NextToken).toBe(value);
    }),
  );
});

it('carries every instant through XML to the millisecond', async () => {
  await fc.assert(
    fc.asyncProperty(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), async (at) => {
      const bench = createBench('ec2', { GetConsoleOutput: { Timestamp: at } });
      const client = new EC2Client(clientConfig(bench.wire));
      const answer = await client.send(new GetConsoleOutputCommand({ InstanceId: 'i-1' }));
      expect(answer.Timestamp).toEqual(at);
    }),
    { numRuns: 50 },
  );
});
