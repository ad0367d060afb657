/** One token bucket of an account in a region. */
export interface RequestLimit {
  readonly service: string;
  /** Which operations it is about; none: all that no other limit names. Each has a bucket of its own. */
  readonly operations?: readonly string[];
  /** All of them take from one bucket. */
  readonly isShared?: true;
  /** Only operations whose names match, where none are named. */
  readonly matching?: RegExp;
  /** Only calls that have none of these members. */
  readonly without?: readonly string[];
  readonly bucketSize: number;
  readonly refillPerSecond: number;
}

const READS = /^(Describe|Get|List)/;

/**
 * The default quotas of eu-west-1. The first limit that names an operation holds, then the first that matches; what none is about is
 * not limited here.
 *
 * - EC2, each operation by itself, some from a smaller bucket where nothing filters or pages them; that ids are no filter is unverified: https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 * - Step Functions, each operation by itself; the 6,000 starts a second of express executions and the 5,000 state transitions are not modelled: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html
 * - CloudWatch, in requests a second; what it limits of the data points that GetMetricData reads is not modelled: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 * - Auto Scaling has one bucket for all its operations, whose size AWS does not publish; ours is unverified:
 *   https://docs.aws.amazon.com/autoscaling/ec2/APIReference/Welcome.html
 */
export const REQUEST_LIMITS: readonly RequestLimit[] = [
  { service: 'autoscaling', isShared: true, bucketSize: 200, refillPerSecond: 50 },
  { service: 'ec2', operations: ['TerminateInstances'], bucketSize: 100, refillPerSecond: 5 },
  {
    service: 'ec2',
    operations: ['DescribeInstances', 'DescribeInstanceStatus'],
    without: ['Filters', 'MaxResults', 'NextToken'],
    bucketSize: 50,
    refillPerSecond: 10,
  },
  { service: 'ec2', matching: READS, bucketSize: 100, refillPerSecond: 20 },
  { service: 'monitoring', operations: ['DescribeAlarms'], bucketSize: 9, refillPerSecond: 9 },
  { service: 'monitoring', operations: ['SetAlarmState'], bucketSize: 3, refillPerSecond: 3 },
  { service: 'monitoring', operations: ['ListMetrics'], bucketSize: 25, refillPerSecond: 25 },
  { service: 'monitoring', operations: ['GetMetricData'], bucketSize: 500, refillPerSecond: 500 },
  { service: 'monitoring', operations: ['PutMetricData'], bucketSize: 500, refillPerSecond: 500 },
  { service: 'states', operations: ['StartExecution'], bucketSize: 1300, refillPerSecond: 300 },
  { service: 'states', operations: ['StopExecution'], bucketSize: 1000, refillPerSecond: 200 },
  { service: 'states', operations: ['DescribeExecution'], bucketSize: 300, refillPerSecond: 15 },
  { service: 'states', operations: ['GetExecutionHistory'], bucketSize: 400, refillPerSecond: 20 },
  { service: 'states', operations: ['ListExecutions'], bucketSize: 200, refillPerSecond: 5 },
  { service: 'states', operations: ['DescribeStateMachine'], bucketSize: 200, refillPerSecond: 20 },
  { service: 'states', operations: ['ListStateMachines'], bucketSize: 100, refillPerSecond: 5 },
  { service: 'states', matching: /^SendTask/, bucketSize: 3000, refillPerSecond: 500 },
];
