/**
 * The policies of AWS that the CDK's bootstrap stack gives to its roles, as far as they speak of what is modelled here.
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AdministratorAccess.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AWSCloudFormationReadOnlyAccess.html
 * https://docs.aws.amazon.com/aws-managed-policy/latest/reference/ReadOnlyAccess.html: the services of the embedded cloud
 */
export const awsManagedPolicy = (arn: string): object | undefined => {
  const [, name = ''] = /^arn:[\w-]+:iam::aws:policy\/(\w+)$/.exec(arn) ?? [];
  const actions = Object.hasOwn(ACTIONS, name) ? ACTIONS[name] : undefined;
  if (actions === undefined) return undefined;
  return { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: actions, Resource: '*' }] };
};

const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  AdministratorAccess: ['*'],
  AWSCloudFormationReadOnlyAccess: [
    'cloudformation:Describe*',
    'cloudformation:EstimateTemplateCost',
    'cloudformation:Get*',
    'cloudformation:List*',
    'cloudformation:ValidateTemplate',
    'cloudformation:Detect*',
  ],
  ReadOnlyAccess: [
    'autoscaling:Describe*',
    'cloudformation:Describe*',
    'cloudformation:Get*',
    'cloudformation:List*',
    'cloudwatch:Describe*',
    'cloudwatch:Get*',
    'cloudwatch:List*',
    'dynamodb:BatchGet*',
    'dynamodb:Describe*',
    'dynamodb:Get*',
    'dynamodb:List*',
    'dynamodb:Query',
    'dynamodb:Scan',
    'ec2:Describe*',
    'elasticloadbalancing:Describe*',
    'events:Describe*',
    'events:List*',
    'events:TestEventPattern',
    'kms:Describe*',
    's3:Get*',
    's3:List*',
    'ssm:Get*',
    'states:Describe*',
    'states:GetExecutionHistory',
    'states:List*',
  ],
};
