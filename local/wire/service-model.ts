import { createRequire } from 'node:module';
import { type OperationShape, readError, readOperation, type StructureShape } from './shape.ts';

/** Which protocol a service speaks, and where its shapes are found. */
export interface ServiceDescription {
  /** Signing name, as in a credential scope and in `Service.name`; for all of these the first label of their host as well. */
  readonly name: string;
  readonly client: string;
  /** The one that the SDK's client speaks. */
  readonly protocol: Protocol;
  /** What other clients speak to the service, old and new ones. */
  readonly otherProtocols?: readonly Protocol[];
  /** How it answers a request that lacks a required member or has one of a wrong type. */
  readonly validationCode: string;
}

export type Protocol =
  | {
      readonly kind: 'json';
      readonly version: '1.0' | '1.1';
      readonly target: string;
      readonly isQueryCompatible?: true;
    }
  | { readonly kind: 'query' | 'ec2-query'; readonly xmlNamespace: string }
  | { readonly kind: 'cbor' }
  /** `isPathStyle`: the first part of the path is a bucket, and no part of the operation's. */
  | { readonly kind: 'rest-xml'; readonly isPathStyle: true };

export interface ServiceModel {
  readonly description: ServiceDescription;
  readonly operations: ReadonlyMap<string, OperationShape>;
  /** Errors that the API declares, by shape name and by their code under the query protocol. */
  readonly errors: ReadonlyMap<string, StructureShape>;
}

/**
 * What the wire speaks. Protocols and targets are those in the installed clients' `runtimeConfig.shared.js`; how a service
 * answers a malformed request is from the page of its common errors, such as
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html
 */
const SERVICES: readonly ServiceDescription[] = [
  {
    name: 'dynamodb',
    client: '@aws-sdk/client-dynamodb',
    protocol: { kind: 'json', version: '1.0', target: 'DynamoDB_20120810' },
    validationCode: 'ValidationException',
  },
  {
    name: 'states',
    client: '@aws-sdk/client-sfn',
    protocol: { kind: 'json', version: '1.0', target: 'AWSStepFunctions' },
    validationCode: 'ValidationException',
  },
  {
    name: 'events',
    client: '@aws-sdk/client-eventbridge',
    protocol: { kind: 'json', version: '1.1', target: 'AWSEvents' },
    validationCode: 'ValidationException',
  },
  {
    name: 'monitoring',
    client: '@aws-sdk/client-cloudwatch',
    protocol: { kind: 'json', version: '1.0', target: 'GraniteServiceVersion20100801', isQueryCompatible: true },
    // The AWS CLI: version 2 of Debian 12 still speaks the first, new ones the second.
    otherProtocols: [
      { kind: 'query', xmlNamespace: 'http://monitoring.amazonaws.com/doc/2010-08-01/' },
      { kind: 'cbor' },
    ],
    validationCode: 'ValidationError',
  },
  {
    name: 'autoscaling',
    client: '@aws-sdk/client-auto-scaling',
    protocol: { kind: 'query', xmlNamespace: 'http://autoscaling.amazonaws.com/doc/2011-01-01/' },
    validationCode: 'ValidationError',
  },
  {
    name: 'elasticloadbalancing',
    client: '@aws-sdk/client-elastic-load-balancing-v2',
    protocol: { kind: 'query', xmlNamespace: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/' },
    validationCode: 'ValidationError',
  },
  {
    name: 'ec2',
    client: '@aws-sdk/client-ec2',
    protocol: { kind: 'ec2-query', xmlNamespace: 'http://ec2.amazonaws.com/doc/2016-11-15/' },
    validationCode: 'InvalidParameterValue',
  },
  {
    name: 'cloudformation',
    client: '@aws-sdk/client-cloudformation',
    protocol: { kind: 'query', xmlNamespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' },
    validationCode: 'ValidationError',
  },
  {
    name: 's3',
    client: '@aws-sdk/client-s3',
    protocol: { kind: 'rest-xml', isPathStyle: true },
    validationCode: 'InvalidArgument',
  },
  {
    name: 'ssm',
    client: '@aws-sdk/client-ssm',
    protocol: { kind: 'json', version: '1.1', target: 'AmazonSSM' },
    validationCode: 'ValidationException',
  },
  {
    name: 'sts',
    client: '@aws-sdk/client-sts',
    protocol: { kind: 'query', xmlNamespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
    validationCode: 'ValidationError',
  },
];

const descriptions = new Map(SERVICES.map((description) => [description.name, description]));
const models = new Map<string, ServiceModel>();
const requireClient = createRequire(import.meta.url);

/** Read the shapes of a service out of its client, when it is first spoken to. */
export const serviceModel = (name: string): ServiceModel | undefined => {
  const known = models.get(name);
  const description = descriptions.get(name);
  if (known !== undefined || description === undefined) return known;
  const schemas = Object.values(requireClient(description.client) as Record<string, unknown>);
  const operations = schemas.map(readOperation).filter((operation) => operation !== undefined);
  const errors = schemas.map(readError).filter((error) => error !== undefined);
  const model: ServiceModel = {
    description,
    operations: new Map(operations.map((operation) => [operation.name, operation])),
    errors: new Map([
      ...errors.flatMap((error) =>
        error.traits.awsQueryError ? [[error.traits.awsQueryError[0], error] as const] : [],
      ),
      ...errors.map((error) => [error.name, error] as const),
    ]),
  };
  models.set(name, model);
  return model;
};

/**
 * The service and region that a host name stands for: `ec2.eu-west-1.amazonaws.com`, or DynamoDB's host of an account,
 * `123456789012.ddb.eu-west-1.amazonaws.com`
 * (https://docs.aws.amazon.com/sdkref/latest/guide/feature-account-endpoints.html).
 */
export const parseHost = (host: string): { readonly service: string; readonly region: string } | undefined => {
  const pattern = /^(?:\d{12}\.(ddb)|([a-z0-9-]+))\.([a-z]{2}(?:-[a-z]+)+-\d)\.amazonaws\.com$/;
  const [, accountHost, service = accountHost && 'dynamodb', region] = pattern.exec(host) ?? [];
  return service === undefined || region === undefined ? undefined : { service, region };
};
