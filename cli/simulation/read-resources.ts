import { loadAssembly } from '../../local/assembly/load-assembly.ts';
import type { Counts } from '../report/report.ts';

/**
 * What is billed although nothing happens, by resource type and the word for it. A metric filter is a custom metric, for
 * the hours in which its log group has events.
 * https://aws.amazon.com/cloudwatch/pricing/ https://aws.amazon.com/kms/pricing/ https://aws.amazon.com/dynamodb/pricing/
 */
const BILLED_AT_REST: Readonly<Record<string, string>> = {
  'AWS::CloudWatch::Alarm': 'alarms',
  'AWS::DynamoDB::Table': 'tables with point-in-time recovery',
  'AWS::ElasticLoadBalancingV2::LoadBalancer': 'load balancers',
  'AWS::KMS::Key': 'KMS keys',
  'AWS::Logs::LogGroup': 'log groups',
  'AWS::Logs::MetricFilter': 'metric filters',
  'AWS::Scheduler::Schedule': 'schedules of once a minute',
};

/** How many there are of what the assembly makes and is billed for without being used. */
export const readResources = (assemblyFolder: string): Counts => {
  const counts: Record<string, number> = {};
  for (const { template } of loadAssembly(assemblyFolder).stacks) {
    for (const { Type: type } of Object.values(template.Resources ?? {})) {
      const name = BILLED_AT_REST[type];
      if (name !== undefined) counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
};
