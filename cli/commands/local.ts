import { resolve } from 'node:path';
import { type Cloud, createCloud } from '../../local/cloud.ts';
import { runInRealTime } from '../../local/endpoint/run-in-real-time.ts';
import { type OpenEndpoint, serveEndpoint } from '../../local/endpoint/serve-endpoint.ts';
import { assemblyOf } from '../assembly/assembly-cache.ts';
import { readBlueprint } from '../blueprint/read-blueprint.ts';
import type { Host } from '../host.ts';
import { violationLines } from '../simulation/invariants/watch-invariants.ts';
import { Rehearsal } from '../simulation/rehearsal.ts';
import { UsageError } from '../usage-error.ts';

export interface LocalOptions {
  readonly port: number;
  readonly speed: number;
  readonly blueprint: string;
  readonly empty: boolean;
  /** A minute, to the first tier. @default 1300 */
  readonly requests?: number;
  readonly seed: number;
}

const STEADY_REQUESTS = 1_300;

/**
 * Serve the embedded cloud to other programs on this machine until the person interrupts it.
 *
 * @throws `UsageError` for what the person can mend
 */
export const local = async (options: LocalOptions, host: Host): Promise<void> => {
  const cloud = options.empty ? createCloud(start(options)) : await deployed(options, host);
  const signal = host.untilInterrupted();
  const endpoint = await open(cloud, options.port, host);
  host.result(greeting(endpoint.url, cloud, options));
  try {
    await runInRealTime(cloud.kernel.clock, { speed: options.speed, now: () => performance.now(), signal });
  } finally {
    await endpoint.close();
  }
  host.note('ended; what was in the cloud is gone');
};

const start = ({ seed }: LocalOptions) => ({ seed, startAtMs: Date.now() });

const deployed = async (options: LocalOptions, host: Host): Promise<Cloud> => {
  const { requests, blueprint: file } = options;
  const blueprint = readBlueprint(file);
  const [tier] = Object.values(blueprint.tiers);
  if (tier === undefined && requests !== undefined) {
    throw new UsageError(`--requests: found ${requests}, but ${file} has no tier that they could go to`);
  }
  host.note(`assembly of ${file} ...`);
  const { folder } = await assemblyOf(resolve(file), host);
  const rehearsal = await Rehearsal.start({
    ...start(options),
    assembly: folder,
    blueprint,
    mode: null,
    // What a person does by hand may well break one: it is told, and the cloud goes on.
    onViolation: (violation) => host.note(violationLines(violation).join('\n')),
  });
  const hasGroup = tier !== undefined && rehearsal.cloud.autoscaling.group(tier.group) !== undefined;
  if (hasGroup) rehearsal.drive(tier, () => requests ?? STEADY_REQUESTS);
  return rehearsal.cloud;
};

const open = async (cloud: Cloud, port: number, host: Host): Promise<OpenEndpoint> => {
  const time = (): string => new Date(cloud.nowMs).toISOString().slice(11, 19);
  try {
    return await serveEndpoint(cloud.openWire(), {
      port,
      onAnswer: ({ service, request, status }) => host.note(`${time()}  ${status}  ${service}  ${request}`),
    });
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw cause;
    const why = code === 'EACCES' ? 'this user may not listen on' : 'another program listens on';
    throw new UsageError(`--port: found ${port}, which ${why}; another port from 1024 to 65535 is needed`, { cause });
  }
};

const greeting = (url: string, { kernel }: Cloud, { speed, empty }: LocalOptions): readonly string[] => [
  `${url} is the embedded cloud: account ${kernel.account}, region ${kernel.region}, ${speed === 1 ? 'real time' : `${speed} times as fast as real time`}`,
  '',
  'in another terminal (any key will do, it is the administrator of this account):',
  `  export AWS_ENDPOINT_URL=${url} AWS_REGION=${kernel.region} AWS_DEFAULT_REGION=${kernel.region} AWS_ACCESS_KEY_ID=local AWS_SECRET_ACCESS_KEY=local`,
  ...(empty
    ? ['  aws sts get-caller-identity', '  npx cdk bootstrap', '  npx cdk deploy']
    : [
        '  aws autoscaling describe-auto-scaling-groups --query "AutoScalingGroups[].[AutoScalingGroupName,DesiredCapacity]"',
        '  aws cloudwatch describe-alarms --query "MetricAlarms[].[AlarmName,StateValue]"',
        '  aws stepfunctions list-state-machines',
      ]),
  'an aws command older than 1.29, or 2.13, takes the address as --endpoint-url',
  '',
];
