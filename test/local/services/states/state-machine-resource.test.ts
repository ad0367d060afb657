import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { CreatedResource } from '../../../../local/kernel.ts';
import { newStates, ROLE_ARN, type TestCloud } from './new-states.ts';

const create = ({ states }: TestCloud, properties: object, assetPath = (key: string) => key): CreatedResource => {
  const [resource] = states.resources;
  if (resource === undefined) throw new Error('expected a resource');
  const request = { stackName: 'Rubato', logicalId: 'Machine', stackTags: {}, assetPath };
  return resource.create({ ...request, properties: { RoleArn: ROLE_ARN, ...properties } });
};
const placeholder = (name: string): string => `\${${name}}`;
const definition = (comment: string): string =>
  JSON.stringify({ Comment: comment, StartAt: 'A', States: { A: { Type: 'Succeed' } } });

it('makes a state machine of a text with its substitutions', async () => {
  const cloud = newStates();
  const created = create(cloud, {
    StateMachineName: 'scale-tier',
    DefinitionString: definition(`${placeholder('Table')} of ${placeholder('Count')}`),
    DefinitionSubstitutions: { Table: 't', Count: 3 },
    TracingConfiguration: { Enabled: true },
  });
  const arn = 'arn:aws:states:eu-west-1:123456789012:stateMachine:scale-tier';
  expect(created).toEqual({ ref: arn, attributes: { Arn: arn, Name: 'scale-tier' } });
  expect(await cloud.call('DescribeStateMachine', { stateMachineArn: arn })).toMatchObject({
    definition: definition('t of 3'),
    type: 'STANDARD',
    roleArn: ROLE_ARN,
    tracingConfiguration: { Enabled: true },
  });
  expect(await cloud.call('ListStateMachines', {})).toMatchObject({ stateMachines: [{ name: 'scale-tier' }] });
});

it('reads the definition from an asset', () => {
  const cloud = newStates();
  const folder = mkdtempSync(join(tmpdir(), 'states-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'key.json'), definition('from a file'));
  const location = { Bucket: 'assets', Key: 'key.json' };
  const { ref } = create(cloud, { DefinitionS3Location: location }, (key) => join(folder, key));
  expect(cloud.states.model.stateMachine(ref).definition).toBe(definition('from a file'));
});

it.each([
  {
    when: 'a value for a substitution is missing',
    properties: { DefinitionString: definition(placeholder('Table')) },
    says: placeholder('Table'),
  },
  { when: 'there is no definition', properties: {}, says: 'none of DefinitionString' },
  { when: 'a property is unknown', properties: { DefinitionString: definition(''), Colour: 1 }, says: 'Colour' },
  {
    when: 'the type is unknown',
    properties: { DefinitionString: definition(''), StateMachineType: 'SLOW' },
    says: 'STANDARD or EXPRESS',
  },
  { when: 'the definition is no JSON', properties: { DefinitionString: '{' }, says: 'INVALID_JSON_DESCRIPTION' },
])('is refused when $when', ({ properties, says }) => {
  expect(() => create(newStates(), properties)).toThrow(says);
});
