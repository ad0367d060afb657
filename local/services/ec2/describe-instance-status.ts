import { type Kernel, operation } from '../../kernel.ts';
import type { Ec2Model } from './ec2-model.ts';
import { type Instance, instanceStateOf } from './instance.ts';
import { COMMON_FIELDS, type FieldReader, type Filter, filterInstances } from './instance-filters.ts';
import { paginate } from './paginate.ts';

export interface DescribeInstanceStatusInput {
  readonly InstanceIds?: readonly string[];
  readonly Filters?: readonly Filter[];
  /** Also instances that are not running. @default false */
  readonly IncludeAllInstances?: boolean;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

type CheckStatus = 'ok' | 'impaired' | 'initializing' | 'not-applicable';
const REACHABILITY = { ok: 'passed', impaired: 'failed', initializing: 'initializing' } as const;
const MAX_RESULTS = 1000;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceStatus.html */
export const describeInstanceStatus = (kernel: Kernel, ec2: Ec2Model) =>
  operation({
    authorize: (_input: DescribeInstanceStatusInput) => [{ action: 'ec2:DescribeInstanceStatus', resource: '*' }],
    run: (input) => {
      const instanceStatus = (instance: Instance): CheckStatus =>
        instance.isImpaired && instance.state === 'running' ? 'impaired' : systemStatus(instance);
      const systemStatus = (instance: Instance): CheckStatus => {
        if (instance.state !== 'running' || instance.runningAtMs === undefined) return 'not-applicable';
        const ageMs = kernel.clock.nowMs - instance.runningAtMs;
        return ageMs < ec2.settings.statusCheckSeconds * 1000 ? 'initializing' : 'ok';
      };
      const fields: Readonly<Record<string, FieldReader>> = {
        ...COMMON_FIELDS,
        'instance-status.status': instanceStatus,
        'system-status.status': systemStatus,
      };
      const named = input.InstanceIds?.length ? input.InstanceIds.map((id) => ec2.existing(id)) : ec2.instances();
      const found = filterInstances(named, input.Filters ?? [], fields).filter(
        (instance) => input.IncludeAllInstances === true || instance.state === 'running',
      );
      const page = paginate(found, input.MaxResults ?? MAX_RESULTS, input.NextToken);
      return {
        InstanceStatuses: page.items.map((instance) => ({
          InstanceId: instance.instanceId,
          AvailabilityZone: instance.zone,
          InstanceState: instanceStateOf(instance),
          InstanceStatus: summary(instanceStatus(instance)),
          SystemStatus: summary(systemStatus(instance)),
        })),
        NextToken: page.nextToken,
      };
    },
  });

const summary = (status: CheckStatus) => ({
  Status: status,
  ...(status === 'not-applicable' ? {} : { Details: [{ Name: 'reachability', Status: REACHABILITY[status] }] }),
});
