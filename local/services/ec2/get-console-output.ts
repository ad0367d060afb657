import { type Kernel, operation } from '../../kernel.ts';
import { instanceAccess } from './access.ts';
import type { Ec2Model } from './ec2-model.ts';
import type { Instance } from './instance.ts';

export interface GetConsoleOutputInput {
  readonly InstanceId: string;
  readonly Latest?: boolean;
}

/**
 * Output is base64 of what the instance printed: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_GetConsoleOutput.html
 * What our instances print is made up; a hung web process shows as a blocked task.
 */
export const getConsoleOutput = (kernel: Kernel, ec2: Ec2Model) =>
  operation({
    authorize: (input: GetConsoleOutputInput) => [
      instanceAccess(kernel, ec2, 'ec2:GetConsoleOutput', input.InstanceId),
    ],
    run: (input) => ({
      InstanceId: input.InstanceId,
      Timestamp: new Date(kernel.clock.nowMs),
      Output: Buffer.from(consoleText(ec2.existing(input.InstanceId))).toString('base64'),
    }),
  });

const consoleText = (instance: Instance): string => {
  const line = (atMs: number, text: string): string =>
    `[${((atMs - instance.launchedAtMs) / 1000).toFixed(6).padStart(13)}] ${text}\n`;
  const { runningAtMs, servingAtMs, hungAtMs } = instance;
  return [
    runningAtMs === undefined ? '' : line(runningAtMs, `Booting on ${instance.instanceType} in ${instance.zone}`),
    servingAtMs === undefined ? '' : line(servingAtMs, 'web: listening on port 80'),
    hungAtMs === undefined ? '' : line(hungAtMs, 'INFO: task web:1042 blocked for more than 120 seconds.'),
  ].join('');
};
