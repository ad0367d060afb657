import { physicalName } from '../../assembly/physical-name.ts';
import type { ResourceProvider, ResourceRequest } from '../../kernel.ts';
import { RESERVED_VARIABLES } from './environment-variables.ts';
import { DEFAULT_ASYNCHRONOUS, type LambdaFunction } from './lambda-function.ts';
import type { LambdaModel } from './lambda-model.ts';
import { type PropertyReader, readProperties } from './property-reader.ts';

const TYPE = 'AWS::Lambda::Function';

/** The last ones change nothing that the embedded cloud shows. */
const KNOWN_PROPERTIES = [
  'Code',
  'DeadLetterConfig',
  'Environment',
  'FunctionName',
  'Handler',
  'LoggingConfig',
  'MemorySize',
  'ReservedConcurrentExecutions',
  'Role',
  'Runtime',
  'Timeout',
  'Architectures',
  'Description',
  'EphemeralStorage',
  'KmsKeyArn',
  'PackageType',
  'RuntimeManagementConfig',
  'Tags',
  'TracingConfig',
];

/**
 * AWS::Lambda::Function: a Node.js function whose code is an asset.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-lambda-function.html
 */
export const functionResource = (model: LambdaModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['FunctionName', 'PackageType'],
  create: (request) => {
    const created = readFunction(model, request);
    if (model.functions.has(created.name))
      throw new Error(`${request.logicalId}: function ${created.name} already exists`);
    model.dependencies.assumeRole('lambda.amazonaws.com', created.roleArn);
    model.functions.set(created.name, created);
    return { ref: created.name, attributes: { Arn: created.arn } };
  },
  update: (request, { ref, attributes }) => {
    const { policy, asynchronous } = model.find(ref);
    const changed = { ...readFunction(model, request), policy, asynchronous };
    model.dependencies.assumeRole('lambda.amazonaws.com', changed.roleArn);
    model.functions.set(ref, changed);
    return { ref, attributes };
  },
  delete: ({ ref }) => {
    model.functions.delete(ref);
  },
});

const readFunction = (model: LambdaModel, request: ResourceRequest): LambdaFunction => {
  const properties = readProperties(request, TYPE);
  properties.refuseOthers(KNOWN_PROPERTIES);
  const code = properties.object('Code');
  const name = properties.text('FunctionName') ?? physicalName(model.kernel.random, request, 64);
  return {
    name,
    arn: model.arnOf(name),
    roleArn: properties.requiredText('Role'),
    folder: request.assetPath(code.requiredText('S3Key'), code.text('S3Bucket')),
    handler: properties.requiredText('Handler'),
    runtime: nodeRuntime(properties, request),
    variables: readVariables(properties, request),
    timeoutSeconds: properties.number('Timeout') ?? 3,
    memoryMegabytes: properties.number('MemorySize') ?? 128,
    reservedConcurrency: properties.number('ReservedConcurrentExecutions'),
    deadLetterTargetArn: properties.object('DeadLetterConfig').text('TargetArn'),
    logGroupName: properties.object('LoggingConfig').text('LogGroup') ?? `/aws/lambda/${name}`,
    policy: { Version: '2012-10-17', Statement: [] },
    asynchronous: DEFAULT_ASYNCHRONOUS,
  };
};

const nodeRuntime = (properties: PropertyReader, { logicalId }: ResourceRequest): string => {
  const runtime = properties.requiredText('Runtime');
  if (!runtime.startsWith('nodejs')) {
    throw new Error(`${logicalId} (${TYPE}): Runtime is ${runtime}, the embedded cloud runs nodejs`);
  }
  return runtime;
};

/** Limits: https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html */
const readVariables = (properties: PropertyReader, { logicalId }: ResourceRequest): Record<string, string> => {
  const reader = properties.object('Environment').object('Variables');
  const variables = Object.fromEntries(Object.keys(reader.value).map((name) => [name, reader.requiredText(name)]));
  const reserved = Object.keys(variables).filter((name) => RESERVED_VARIABLES.has(name));
  if (reserved.length > 0) {
    throw new Error(`${logicalId} (${TYPE}): ${reserved.join(', ')} is reserved by Lambda and cannot be set`);
  }
  const bytes = Buffer.byteLength(Object.entries(variables).flat().join(''));
  if (bytes > 4096) {
    throw new Error(`${logicalId} (${TYPE}): its environment variables are ${bytes} bytes, at most 4096 are allowed`);
  }
  return variables;
};
