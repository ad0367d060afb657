import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deployAssembly } from '../../../local/assembly/deploy-assembly.ts';
import type { Assembly, AssemblyStack } from '../../../local/assembly/load-assembly.ts';
import type { Template, TemplateResource } from '../../../local/assembly/template.ts';
import { createCloud } from '../../../local/cloud.ts';
import { createKernel } from '../../../local/create-kernel.ts';
import type { ResourceRequest } from '../../../local/kernel.ts';
import { createSsm } from '../../../local/services/ssm/ssm.ts';

/** Deploys templates of resources of the type Test::Thing, and says what was created, in order. */
const deploy = async (templates: Record<string, Template>, parameters: Record<string, Record<string, string>> = {}) => {
  const kernel = createKernel({ seed: 1, startAtMs: 0 });
  kernel.register(createSsm(kernel).service);
  const created: ResourceRequest[] = [];
  const stacks: AssemblyStack[] = Object.entries(templates).map(([name, template]) => ({
    name,
    template,
    tags: { team: 'a' },
  }));
  const deployed = await deployAssembly(
    { stacks, assetPath: (key) => `/assets/${key}` },
    {
      kernel,
      parameters,
      providers: [
        {
          type: 'Test::Thing',
          create: (request) => {
            if (request.properties['isBroken'] === true) throw new Error('it is broken');
            created.push(request);
            return { ref: `ref-${request.logicalId}`, attributes: { Arn: `arn-${request.logicalId}` } };
          },
        },
      ],
    },
  );
  return { deployed, created, order: created.map(({ logicalId }) => logicalId) };
};
const thing = (Properties: Record<string, unknown> = {}, more: Partial<TemplateResource> = {}): TemplateResource => ({
  Type: 'Test::Thing',
  Properties,
  ...more,
});
const ref = (name: string) => ({ Ref: name });

describe('resources are created', () => {
  it('after those they refer to or depend on, else in the order of the template', async () => {
    const placeholder = (name: string): string => `\${${name}}`;
    const { order } = await deploy({
      S: {
        Resources: {
          A: thing({ x: ref('D') }),
          B: thing({ x: { 'Fn::Sub': `a ${placeholder('C.Arn')}` } }),
          C: thing({}, { DependsOn: ['E'] }),
          D: thing({ x: { 'Fn::GetAtt': ['C', 'Arn'] } }),
          E: thing(),
          F: thing(),
        },
      },
    });
    expect(order).toEqual(['E', 'C', 'D', 'A', 'B', 'F']);
  });

  it('with their properties resolved, the tags of the stack and the way to assets', async () => {
    const { created } = await deploy({
      S: { Resources: { A: thing({ x: { 'Fn::GetAtt': ['B', 'Arn'] } }), B: thing() } },
    });
    expect(created[1]).toMatchObject({
      stackName: 'S',
      logicalId: 'A',
      properties: { x: 'arn-B' },
      stackTags: { team: 'a' },
    });
    expect(created[1]?.assetPath('hash.zip')).toBe('/assets/hash.zip');
  });

  it('only when their condition holds', async () => {
    const { order, deployed } = await deploy({
      S: {
        Parameters: { Stage: { Type: 'String', Default: 'prod' } },
        Conditions: {
          IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] },
          IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] },
        },
        Resources: {
          A: thing({}, { Condition: 'IsProd' }),
          B: thing({}, { Condition: 'IsTest' }),
          C: thing({}, { DependsOn: 'B' }),
        },
        Outputs: { One: { Value: ref('A'), Condition: 'IsProd' }, Two: { Value: ref('B'), Condition: 'IsTest' } },
      },
    });
    expect(order).toEqual(['A', 'C']);
    expect(deployed[0]?.outputs).toEqual({ One: 'ref-A' });
  });

  it('under the identifier that they are imported by, and not at all where their type has no such thing', async () => {
    const cloud = createCloud({ seed: 1, startAtMs: 0 });
    const arn = 'arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/web/73e2d6bc24d8a067';
    const importing = (Type: string, identifier: string): Assembly => ({
      stacks: [
        {
          name: 'S',
          template: {
            Resources: { It: { Type, Properties: {} } },
            Outputs: { Name: { Value: { 'Fn::GetAtt': ['It', 'TargetGroupFullName'] } } },
          },
          tags: {},
          imports: { It: identifier },
        },
      ],
      assetPath: (key) => key,
    });
    const { outputs } = await cloud.deploy(importing('AWS::ElasticLoadBalancingV2::TargetGroup', arn));
    expect(outputs).toEqual({ Name: 'targetgroup/web/73e2d6bc24d8a067' });
    const another = createCloud({ seed: 1, startAtMs: 0 });
    await expect(another.deploy(importing('AWS::EC2::VPC', 'vpc-1'))).rejects.toThrow(
      'S: AWS::EC2::VPC It: a resource of this type cannot be imported as vpc-1',
    );
  });

  it('never before what they refer to, whatever the template looks like', async () => {
    // Each resource refers to some of those with a lower number, in a template that lists them in any order.
    const graph = fc.array(fc.array(fc.nat(), { maxLength: 3 }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(graph, fc.infiniteStream(fc.nat()), async (edges, shuffle) => {
        const needs = edges.map((targets, index) => (index === 0 ? [] : targets.map((target) => target % index)));
        const resources = needs.map(
          (targets, index) => [`R${index}`, thing({ x: targets.map((target) => ref(`R${target}`)) })] as const,
        );
        const shuffled = resources
          .map((resource) => ({ resource, rank: shuffle.next().value ?? 0 }))
          .sort((a, b) => a.rank - b.rank);
        const { order } = await deploy({
          S: { Resources: Object.fromEntries(shuffled.map(({ resource }) => resource)) },
        });
        for (const [index, targets] of needs.entries()) {
          for (const target of targets) expect(order.indexOf(`R${target}`)).toBeLessThan(order.indexOf(`R${index}`));
        }
        expect(order).toHaveLength(needs.length);
      }),
    );
  });
});

describe('parameters', () => {
  it('have given values, defaults, and values of the parameter store', async () => {
    const { created } = await deploy(
      {
        S: {
          Parameters: {
            Given: { Type: 'String', Default: 'x' },
            Default: { Type: 'Number', Default: 3 },
            List: { Type: 'CommaDelimitedList', Default: 'a, b' },
            Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/hnb659fds/version' },
          },
          Resources: {
            A: thing({ given: ref('Given'), default: ref('Default'), list: ref('List'), version: ref('Version') }),
          },
        },
      },
      { S: { Given: 'y' } },
    );
    expect(created[0]?.properties).toEqual({
      given: 'y',
      default: '3',
      list: ['a', 'b'],
      version: expect.stringMatching(/^\d+$/),
    });
  });

  it.each<{ when: string; parameter: NonNullable<Template['Parameters']>[string]; message: string }>([
    {
      when: 'one has no value',
      parameter: { Type: 'String' },
      message: 'the parameter P has neither a value nor a default',
    },
    {
      when: 'a type is not known',
      parameter: { Type: 'Colour', Default: 'red' },
      message: 'the parameter P is of type Colour, which is not known',
    },
    {
      when: 'a number is none',
      parameter: { Type: 'Number', Default: 'many' },
      message: 'the parameter P is many; it must be a number',
    },
    {
      when: 'a value is not allowed',
      parameter: { Type: 'String', Default: 'c', AllowedValues: ['a', 'b'] },
      message: 'it must be one of a, b',
    },
    {
      when: 'a value does not fit the pattern',
      parameter: { Type: 'String', Default: 'c', AllowedPattern: '\\d+' },
      message: 'it must match',
    },
    {
      when: 'a stored value is not there',
      parameter: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/none' },
      message: 'Parameter /none not found',
    },
  ])('end the deployment when $when', async ({ parameter, message }) => {
    await expect(deploy({ S: { Parameters: { P: parameter } } })).rejects.toThrow(message);
  });

  it('that the template does not have are refused', async () => {
    await expect(
      deploy({ S: { Parameters: { P: { Type: 'String', Default: '' } } } }, { S: { Q: '1' } }),
    ).rejects.toThrow('no parameter Q; it has P');
  });
});

describe('stacks', () => {
  it('export values to those after them', async () => {
    const { created } = await deploy({
      One: {
        Resources: { A: thing() },
        Outputs: { O: { Value: ref('A'), Export: { Name: { 'Fn::Join': [':', [ref('AWS::StackName'), 'A']] } } } },
      },
      Two: { Resources: { B: thing({ x: { 'Fn::ImportValue': 'One:A' } }) } },
    });
    expect(created[1]?.properties).toEqual({ x: 'ref-A' });
  });

  it('have pseudo parameters and mappings', async () => {
    const names = ['AWS::AccountId', 'AWS::Partition', 'AWS::Region', 'AWS::StackName', 'AWS::URLSuffix'];
    const { created } = await deploy({
      S: {
        Mappings: { M: { 'eu-west-1': { x: 'mapped' } } },
        Resources: {
          A: thing({
            x: names.map(ref),
            y: { 'Fn::FindInMap': ['M', ref('AWS::Region'), 'x'] },
            id: ref('AWS::StackId'),
          }),
        },
      },
    });
    expect(created[0]?.properties).toEqual({
      x: ['123456789012', 'aws', 'eu-west-1', 'S', 'amazonaws.com'],
      y: 'mapped',
      id: expect.stringMatching(/^arn:aws:cloudformation:eu-west-1:123456789012:stack\/S\/[\da-f-]{36}$/),
    });
  });

  it('leave out the metadata of the CDK', async () => {
    const { order } = await deploy({ S: { Resources: { CDKMetadata: { Type: 'AWS::CDK::Metadata' }, A: thing() } } });
    expect(order).toEqual(['A']);
  });
});

describe('a deployment ends, with stack, type and logical id,', () => {
  it.each<{ when: string; resources: Record<string, TemplateResource>; message: string }>([
    {
      when: 'at a type that is not known',
      resources: { A: { Type: 'AWS::Fancy::Thing' } },
      message: 'S: AWS::Fancy::Thing A: the embedded cloud does not know this type',
    },
    {
      when: 'at a function that is not known',
      resources: { A: thing({ x: { 'Fn::Magic': 1 } }) },
      message: 'S: Test::Thing A: the intrinsic function Fn::Magic is not known',
    },
    {
      when: 'at a reference to nothing',
      resources: { A: thing({ x: ref('B') }) },
      message: 'S: Test::Thing A: the template refers to B, which is not in it',
    },
    {
      when: 'at an attribute that is not modelled',
      resources: { A: thing({ x: { 'Fn::GetAtt': ['B', 'Colour'] } }), B: thing() },
      message: 'S: Test::Thing A: Test::Thing B has no attribute Colour in the embedded cloud; it has Arn',
    },
    {
      when: 'at a resource that fails, once for the innermost',
      resources: { A: thing({ x: ref('B') }), B: thing({ isBroken: true }) },
      message: 'S: Test::Thing B: it is broken',
    },
    {
      when: 'at a circle, naming it',
      resources: { A: thing({ x: ref('B') }), B: thing({ x: ref('C') }), C: thing({ x: ref('A') }) },
      message: 'S: circular dependency between resources: A -> B -> C -> A',
    },
    {
      when: 'at an import of nothing',
      resources: { A: thing({ x: { 'Fn::ImportValue': 'none' } }) },
      message: 'no stack deployed before exports none',
    },
    {
      when: 'at a condition that is not there',
      resources: { A: thing({}, { Condition: 'None' }) },
      message: 'S: the template has no condition None',
    },
  ])('$when', async ({ resources, message }) => {
    await expect(deploy({ S: { Resources: resources } })).rejects.toThrow(message);
  });
});
