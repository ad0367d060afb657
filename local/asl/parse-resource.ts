import { invalidDefinition } from './invalid-definition.ts';
import type { TaskResource } from './model.ts';

const PATTERNS: Readonly<Record<string, TaskResource['pattern']>> = {
  '': 'request-response',
  waitForTaskToken: 'waitForTaskToken',
  sync: 'sync',
  'sync:2': 'sync:2',
};

type Pattern = TaskResource['pattern'];
const CALLS: readonly Pattern[] = ['request-response'];
const CALLS_AND_TOKENS: readonly Pattern[] = ['request-response', 'waitForTaskToken'];

/** Optimized integrations that this cloud can do: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */
const OPTIMIZED: Readonly<Record<string, readonly Pattern[]>> = {
  'dynamodb:deleteItem': CALLS,
  'dynamodb:getItem': CALLS,
  'dynamodb:putItem': CALLS,
  'dynamodb:updateItem': CALLS,
  'events:putEvents': CALLS_AND_TOKENS,
  'lambda:invoke': CALLS_AND_TOKENS,
  'sns:publish': CALLS_AND_TOKENS,
  'sqs:sendMessage': CALLS_AND_TOKENS,
  'states:startExecution': ['request-response', 'waitForTaskToken', 'sync', 'sync:2'],
};

/**
 * Services with optimized integrations that are taken in a definition, for a recorded execution may have them; a cloud
 * that comes to such a task ends its run.
 */
const FOREIGN: ReadonlySet<string> = new Set([
  'apigateway',
  'athena',
  'batch',
  'bedrock',
  'codebuild',
  'databrew',
  'ecs',
  'eks',
  'elasticmapreduce',
  'emr-containers',
  'emr-serverless',
  'glue',
  'http',
  'mediaconvert',
  'sagemaker',
]);

/**
 * Read the `Resource` of a Task: the ARN of a Lambda function, or of an integration such as
 * `arn:aws:states:::aws-sdk:dynamodb:putItem` or `arn:aws:states:::lambda:invoke.waitForTaskToken`, or of an activity.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-services.html
 *
 * @throws `AwsError` InvalidDefinition for anything else
 */
export const parseResource = (arn: string, place: string): TaskResource => {
  const [, , owner, region, , ...rest] = arn.split(':');
  if (owner === 'lambda' && rest[0] === 'function' && rest[1] !== undefined) {
    const lambda = { service: 'lambda', action: arn, resourceType: 'lambda', resource: arn };
    return { kind: 'lambda-function', arn, pattern: 'request-response', ...lambda };
  }
  if (owner === 'states' && rest[0] === 'activity' && rest[1] !== undefined) {
    const activity = { service: 'activity', action: arn, resourceType: 'activity', resource: arn };
    return { kind: 'activity', arn, pattern: 'request-response', ...activity };
  }
  const isSdk = rest[0] === 'aws-sdk';
  const [service = '', ...call] = isSdk ? rest.slice(1) : rest;
  const resource = call.join(':');
  const [action = '', ...suffix] = resource.split('.');
  const pattern = PATTERNS[suffix.join('.')];
  const allowed = patternsOf(isSdk, service, action);
  const isIntegration = owner === 'states' && region === '' && /^[a-z]\w*$/.test(action);
  if (!isIntegration || pattern === undefined || !allowed.includes(pattern)) throw unknownResource(arn, place);
  const resourceType = isSdk ? `aws-sdk:${service}` : service;
  return { kind: isSdk ? 'aws-sdk' : 'optimized', arn, service, action, pattern, resourceType, resource };
};

const patternsOf = (isSdk: boolean, service: string, action: string): readonly Pattern[] => {
  if (isSdk) return CALLS_AND_TOKENS;
  return OPTIMIZED[`${service}:${action}`] ?? (FOREIGN.has(service) ? Object.values(PATTERNS) : []);
};

const unknownResource = (arn: string, place: string): Error => {
  const optimized = Object.keys(OPTIMIZED).join(', ');
  const expected = `the ARN of a Lambda function, of an activity, of an aws-sdk integration, or of one of ${optimized}`;
  return invalidDefinition(`SCHEMA_VALIDATION_FAILED: Expected ${expected}, found "${arn}"`, place);
};
