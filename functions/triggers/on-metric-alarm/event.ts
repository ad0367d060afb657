import * as z from 'zod';

/** A CloudWatch alarm that went into ALARM: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html */
export const MetricAlarm = z
  .object({
    time: z.iso.datetime(),
    source: z.literal('aws.cloudwatch'),
    'detail-type': z.literal('CloudWatch Alarm State Change'),
    detail: z.object({ alarmName: z.string(), state: z.object({ value: z.literal('ALARM') }) }),
  })
  .transform(({ time, detail }) => ({ atMs: Date.parse(time), alarmName: detail.alarmName }));
export type MetricAlarm = z.output<typeof MetricAlarm>;
