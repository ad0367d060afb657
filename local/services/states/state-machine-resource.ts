import { readFileSync } from 'node:fs';
import { nameSuffix } from '../../assembly/physical-name.ts';
import type { Kernel, ResourceProvider, ResourceRequest } from '../../kernel.ts';
import type { StateMachineSettings, StateMachineType, StatesModel } from './states-model.ts';

const TYPE = 'AWS::StepFunctions::StateMachine';
const KNOWN: ReadonlySet<string> = new Set([
  'Definition',
  'DefinitionS3Location',
  'DefinitionString',
  'DefinitionSubstitutions',
  'LoggingConfiguration',
  'RoleArn',
  'StateMachineName',
  'StateMachineType',
  'Tags',
  'TracingConfiguration',
]);

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-stepfunctions-statemachine.html */
export const stateMachineResource = (kernel: Kernel, states: StatesModel): ResourceProvider => ({
  type: TYPE,
  replacedBy: ['StateMachineName', 'StateMachineType'],
  create: (request) => {
    const { arn, name } = states.create(readSettings(kernel, request));
    return { ref: arn, attributes: { Arn: arn, Name: name } };
  },
  update: (request, { ref, attributes }) => {
    states.update(ref, readSettings(kernel, request));
    return { ref, attributes };
  },
  delete: ({ ref }) => states.delete(ref),
});

const readSettings = (kernel: Kernel, request: ResourceRequest): StateMachineSettings => {
  const { properties, logicalId } = request;
  const place = `${TYPE} ${logicalId}`;
  const unknown = Object.keys(properties).filter((name) => !KNOWN.has(name));
  if (unknown.length > 0) throw new Error(`${place}: the embedded cloud does not know ${unknown.join(', ')}.`);
  const { StateMachineName, StateMachineType, RoleArn, LoggingConfiguration, TracingConfiguration } = properties;
  if (typeof RoleArn !== 'string')
    throw new Error(`${place}: RoleArn must be a text, found ${JSON.stringify(RoleArn)}.`);
  return {
    name:
      typeof StateMachineName === 'string' ? StateMachineName : `${logicalId}-${nameSuffix(kernel.random, request)}`,
    type: typeOf(StateMachineType, place),
    roleArn: RoleArn,
    definition: substitute(definitionText(request, place), properties['DefinitionSubstitutions'], place),
    ...(LoggingConfiguration === undefined ? {} : { loggingConfiguration: LoggingConfiguration }),
    ...(TracingConfiguration === undefined ? {} : { tracingConfiguration: TracingConfiguration }),
  };
};

const typeOf = (value: unknown, place: string): StateMachineType => {
  if (value === undefined) return 'STANDARD';
  if (value === 'STANDARD' || value === 'EXPRESS') return value;
  throw new Error(`${place}: StateMachineType must be STANDARD or EXPRESS, found ${JSON.stringify(value)}.`);
};

const definitionText = ({ properties, assetPath }: ResourceRequest, place: string): string => {
  const { DefinitionString: text, Definition: object, DefinitionS3Location: location } = properties;
  if (typeof text === 'string') return text;
  if (typeof object === 'object' && object !== null) return JSON.stringify(object);
  const { Key: key, Bucket: bucket } = Object(location) as Readonly<Record<string, unknown>>;
  if (typeof key === 'string') return readFileSync(assetPath(key, bucket as string | undefined), 'utf8');
  throw new Error(`${place}: none of DefinitionString, Definition and DefinitionS3Location with a Key is there.`);
};

/** Put values in the places of `${Name}`; one that is left over is an error, for no definition means it literally. */
const substitute = (definition: string, substitutions: unknown, place: string): string => {
  const values = new Map(Object.entries((substitutions ?? {}) as Readonly<Record<string, unknown>>));
  return definition.replace(/\$\{([A-Za-z0-9_]+)\}/g, (token, name: string) => {
    if (!values.has(name)) throw new Error(`${place}: there is no DefinitionSubstitutions value for ${token}.`);
    return String(values.get(name));
  });
};
