/**
 * Global keys that requests of the embedded cloud carry, or rightly lack (nobody here belongs to an organization).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const GLOBAL_KEYS = [
  'aws:CalledVia',
  'aws:CurrentTime',
  'aws:EpochTime',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalServiceName',
  'aws:PrincipalType',
  'aws:RequestedRegion',
  'aws:ResourceAccount',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceOrgID',
  'aws:TagKeys',
  'aws:ViaAWSService',
];

/**
 * Keys of services that their operations set here, or rightly lack. The pages of the services are listed at
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const SERVICE_KEYS = [
  'cloudwatch:namespace',
  'dynamodb:Attributes',
  'dynamodb:EnclosingOperation',
  'dynamodb:LeadingKeys',
  'dynamodb:ReturnConsumedCapacity',
  'dynamodb:ReturnValues',
  'dynamodb:Select',
  'events:detail-type',
  'events:source',
  'iam:PassedToService',
  'kms:CallerAccount',
  'kms:GrantIsForAWSResource',
  'kms:ViaService',
  's3:ResourceAccount',
  'sts:ExternalId',
];

const KEYS: ReadonlySet<string> = new Set([...GLOBAL_KEYS, ...SERVICE_KEYS].map((key) => key.toLowerCase()));

/** Keys that end with a name: of a tag, or of a part of the encryption context. */
const NAMED_KEY =
  /^(aws:(principaltag|requesttag|resourcetag)\/|(autoscaling|ec2):resourcetag\/|kms:encryptioncontext:)./i;

/** Whether a policy may ask for a key. An unknown one would always be absent, which some operators take for a yes. */
export const isKnownConditionKey = (key: string): boolean => KEYS.has(key.toLowerCase()) || NAMED_KEY.test(key);
