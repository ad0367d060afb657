import type { Authorizer, ResourceProvider } from '../../kernel.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/cw-logs.html#cloudwatch-iam-policy */
const LOGGING = [
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
];

/** https://docs.aws.amazon.com/step-functions/latest/dg/xray-iam.html */
const TRACING = [
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
  'xray:GetSamplingRules',
  'xray:GetSamplingTargets',
];

/**
 * Check that a state machine's role may log and trace when the state machine is made to. AWS refuses one that may not log
 * (https://github.com/aws/aws-cdk/issues/26432). Unverified: that one that may not trace is made, and its traces are lost;
 * here that is refused as well.
 */
export const checkingObservation = (provider: ResourceProvider, authorizer: Authorizer): ResourceProvider => ({
  ...provider,
  create: (request) => {
    const { RoleArn, LoggingConfiguration, TracingConfiguration } = request.properties;
    const role = { kind: 'role', roleArn: String(RoleArn), sessionName: request.logicalId } as const;
    for (const action of [
      ...(isLogged(LoggingConfiguration) ? LOGGING : []),
      ...(isTraced(TracingConfiguration) ? TRACING : []),
    ])
      authorizer.check(role, { action, resource: '*' });
    return provider.create(request);
  },
});

const isLogged = (configuration: unknown): boolean => (Object(configuration).Level ?? 'OFF') !== 'OFF';

const isTraced = (configuration: unknown): boolean => String(Object(configuration).Enabled) === 'true';
