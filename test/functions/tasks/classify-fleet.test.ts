import { describe, expect, it } from 'vitest';
import { classifyFleet } from '../../../functions/tasks/check-fleet/classify-fleet.ts';

const SHORT = { desired: 6, to: 6, ready: 4 };

describe('what has become of a fleet', () => {
  it.each([
    { when: 'all are ready', figures: { desired: 6, to: 6, ready: 6 }, expected: 'settled' },
    { when: 'more than enough are ready', figures: { desired: 4, to: 4, ready: 6 }, expected: 'settled' },
    { when: 'somebody else changed the size', figures: { desired: 8, to: 6, ready: 8 }, expected: 'overruled' },
    { when: 'some are not ready', figures: SHORT, expected: 'unhealthy' },
  ] as const)('is $expected when $when', ({ figures, expected }) => {
    expect(classifyFleet(figures, [])).toBe(expected);
  });

  it.each([
    {
      message:
        'We currently do not have sufficient m5.large capacity in the Availability Zone you requested (eu-west-1a). Launching EC2 instance failed.',
      expected: 'no-capacity',
    },
    { message: 'InsufficientInstanceCapacity: none left', expected: 'no-capacity' },
    {
      message:
        'You have requested more vCPU capacity than your current vCPU limit of 384 allows for the instance bucket that the specified instance type belongs to. Please visit http://aws.amazon.com/contact-us/ec2-request to request an adjustment to this limit. Launching EC2 instance failed.',
      expected: 'quota',
    },
    { message: 'VcpuLimitExceeded', expected: 'quota' },
    {
      message:
        'You have requested more instances (7) than your current instance limit of 6 allows for the specified instance type. Launching EC2 instance failed.',
      expected: 'quota',
    },
    { message: 'Max spot instance count exceeded. Launching EC2 instance failed.', expected: 'quota' },
    { message: 'RequestLimitExceeded: Request limit exceeded.', expected: 'launch-failed' },
    { message: 'There is no Spot capacity available that matches your request.', expected: 'no-capacity' },
    { message: 'MaxSpotInstanceCountExceeded', expected: 'quota' },
    { message: "The image id '[ami-1]' does not exist. Launching EC2 instance failed.", expected: 'launch-failed' },
    { message: 'Client.InternalError: Client error on launch.', expected: 'launch-failed' },
  ])('is $expected after "$message"', ({ message, expected }) => {
    expect(classifyFleet(SHORT, [{ atMs: 0, message }])).toBe(expected);
  });

  it('is what the newest failure says', () => {
    const failures = ['MaxSpotInstanceCountExceeded', 'The image id does not exist'].map((message) => ({
      atMs: 0,
      message,
    }));
    expect(classifyFleet(SHORT, failures)).toBe('quota');
  });
});
