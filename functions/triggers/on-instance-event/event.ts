import * as z from 'zod';

const time = z.iso.datetime();

const alarm = z
  .object({
    time,
    source: z.literal('aws.cloudwatch'),
    detail: z.object({ alarmName: z.string(), state: z.object({ value: z.literal('ALARM') }) }),
  })
  .transform((event) => ({ atMs: Date.parse(event.time), subject: { alarmName: event.detail.alarmName } }));

/** https://docs.aws.amazon.com/autoscaling/ec2/userguide/ec2-auto-scaling-event-reference.html */
const group = z
  .object({ time, source: z.literal('aws.autoscaling'), detail: z.object({ AutoScalingGroupName: z.string() }) })
  .transform((event) => ({ atMs: Date.parse(event.time), subject: { group: event.detail.AutoScalingGroupName } }));

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/monitoring-instance-state-changes.html */
const instance = z
  .object({ time, source: z.literal('aws.ec2'), detail: z.object({ 'instance-id': z.string() }) })
  .transform((event) => ({ atMs: Date.parse(event.time), subject: { instanceId: event.detail['instance-id'] } }));

/** Something happened to an instance. Only what it names counts; the look that follows reads the truth. */
export const InstanceEvent = z.union([alarm, group, instance]);
export type InstanceEvent = z.output<typeof InstanceEvent>;
