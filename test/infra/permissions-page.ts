import type { Template } from '../../local/assembly/template.ts';
import { PURPOSES, REASONS } from './permission-reasons.ts';

type Json = Readonly<Record<string, unknown>>;

/** The page that says what each role of a template may do, and why. */
export const permissionsPage = (template: Template): string => {
  const policies = Object.values(template.Resources ?? {}).filter(({ Type }) => Type === 'AWS::IAM::Policy');
  const sections = rolesOf(template).map(({ name, roleId, trust }) => {
    const statements = policies
      .filter(({ Properties }) => JSON.stringify(Properties?.['Roles']) === JSON.stringify([{ Ref: roleId }]))
      .flatMap(({ Properties }) => statementsOf(Properties?.['PolicyDocument']));
    const rows = statements.flatMap((statement) => rowsOf(template, statement));
    return [
      `## ${name}`,
      '',
      `${purposeOf(name)} Taken by ${trust.map((statement) => takenBy(template, statement)).join(', ')}.`,
      '',
      '| may | on | only if | why |',
      '|---|---|---|---|',
      ...rows,
    ].join('\n');
  });
  return `${[INTRODUCTION, ...sections, resourcePolicies(template)].join('\n\n')}\n`;
};

/** Policies that hang on queues, the topic, the key and functions. */
const resourcePolicies = (template: Template): string => {
  const rows = Object.values(template.Resources ?? {}).flatMap(({ Type, Properties = {} }) => {
    const document = Properties[Type === 'AWS::KMS::Key' ? 'KeyPolicy' : 'PolicyDocument'];
    if (Type === 'AWS::Lambda::Permission') return [permissionRow(template, Properties)];
    if (!/^AWS::(SQS|SNS|KMS)::/.test(Type) || document === undefined) return [];
    const on = [Properties['Queues'] ?? Properties['Topics'] ?? []].flat().map((each) => readable(template, each));
    return statementsOf(document).map(({ Effect, Principal, Action, Condition }) => {
      const condition = Condition === undefined ? '' : conditionText(template, Condition as Json);
      const may = `${Effect === 'Deny' ? 'not ' : ''}${[Action]
        .flat()
        .map((each) => code(String(each)))
        .join(', ')}`;
      return `| ${on.join(', ') || 'the key'} | ${principalText(template, Principal)} | ${may} | ${condition} |`;
    });
  });
  return ['## What hangs on resources', '', '| on | who | may | only if |', '|---|---|---|---|', ...rows].join('\n');
};

const permissionRow = (template: Template, { Action, FunctionName, Principal, SourceArn }: Json): string =>
  `| ${readable(template, FunctionName)} | ${code(String(Principal))} | ${code(String(Action))} | \`aws:SourceArn\` is ${readable(template, SourceArn)} |`;

const principalText = (template: Template, principal: unknown): string => {
  const { Service, AWS } = Object(principal);
  if (Service !== undefined) return code(Service);
  return principal === '*' || AWS === '*'
    ? 'everybody'
    : `the account (${readable(template, AWS)}), which leaves it to its roles`;
};

const INTRODUCTION = `# Permissions

What each role of the stack may do, with the example blueprint, and why. Made from the template by \`npm run permissions\`; a test fails
when it is not what the template says.

- What is written here is used: \`npm run iam:mutants\` takes away each statement, each of several resources and values, and
  each condition in turn, and sees a scenario fail, or one of the refusals in \`test/scenarios/refusals.ts\` become allowed.
- A role of a state machine or a schedule is taken for that state machine, or for the group of the schedules, alone. Roles of
  functions have no such condition: AWS documents none for Lambda. Unverified: that X-Ray keeps receiving the traces of a state machine whose role
  has one; if it does not, traces are missing and nothing else.
- Nobody here may write the switch, delete an item, terminate an instance, pass a role, or change a group that lacks the tag
  \`rubato:installation\` or has the tag \`rubato:protect\`.
- EventBridge may publish to the topic, and use the key for it, whatever the rule: it names no source there, and AWS takes no conditions
  (https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions).
- Instances of the demo have no role at all.`;

interface NamedRole {
  readonly name: string;
  readonly roleId: string;
  readonly trust: readonly Json[];
}

/** In the order of their names. */
const rolesOf = (template: Template): readonly NamedRole[] =>
  Object.entries(template.Resources ?? {})
    .filter(([, { Type }]) => Type === 'AWS::IAM::Role')
    .map(([roleId, { Properties }]) => ({
      name: userOf(template, roleId),
      roleId,
      trust: statementsOf(Properties?.['AssumeRolePolicyDocument']),
    }))
    .sort((a, b) => a.name.localeCompare(b.name));

const statementsOf = (document: unknown): readonly Json[] =>
  (document as { readonly Statement: readonly Json[] }).Statement;

/** The name, without the installation's, of the function, state machine or schedule that has a role. */
const userOf = (template: Template, roleId: string): string => {
  const found = Object.values(template.Resources ?? {}).find(
    ({ Type, Properties = {} }) =>
      /::(Function|StateMachine|Schedule)$/.test(Type) &&
      JSON.stringify([Properties['Role'], Properties['RoleArn'], Object(Properties['Target']).RoleArn]).includes(
        `"${roleId}"`,
      ),
  );
  if (found === undefined) throw new Error(`nobody has the role ${roleId}`);
  return nameOf(found.Properties ?? {}) ?? roleId;
};

const nameOf = (properties: Json): string | undefined => {
  const name = ['FunctionName', 'StateMachineName', 'Name', 'QueueName']
    .map((key) => properties[key])
    .find((each) => each);
  return name === undefined ? undefined : String(name).replace(/^rubato-demo-/, '');
};

const purposeOf = (name: string): string => {
  const purpose = PURPOSES[name];
  if (purpose === undefined) throw new Error(`the role of ${name} has no purpose in PURPOSES`);
  return purpose;
};

const takenBy = (template: Template, { Principal, Condition }: Json): string => {
  const service = `\`${Object(Principal).Service}\``;
  return Condition === undefined ? service : `${service}, ${conditionText(template, Condition as Json)}`;
};

/** One row for the actions of a statement that have one reason. */
const rowsOf = (template: Template, { Action, Resource, Condition }: Json): readonly string[] => {
  const actions = Object.entries(Object.groupBy([Action].flat().map(String), reasonOf));
  const on = [Resource].flat().map((resource) => readable(template, resource));
  const condition = Condition === undefined ? '' : conditionText(template, Condition as Json);
  return actions.map(
    ([reason, of = []]) => `| ${of.map(code).join(', ')} | ${on.join(', ')} | ${condition} | ${reason} |`,
  );
};

const reasonOf = (action: string): string => {
  const [, reason] = REASONS.find(([pattern]) => pattern.test(action)) ?? [];
  if (reason === undefined) throw new Error(`the action ${action} has no reason in REASONS`);
  return reason;
};

const conditionText = (template: Template, condition: Json): string =>
  Object.entries(condition)
    .flatMap(([operator, keys]) =>
      Object.entries(keys as Json).map(([key, values]) => {
        if (operator === 'Null') return `${code(key)} is ${String(values) === 'true' ? 'absent' : 'there'}`;
        return `${code(key)} is ${[values]
          .flat()
          .map((value) => readable(template, value))
          .join(' or ')}`;
      }),
    )
    .join(', and ');

const code = (text: string): string => `\`${text}\``;

/** A value of the template as a person reads it. */
const readable = (template: Template, value: unknown): string => {
  if (typeof value === 'string') return value === '*' ? '\\*' : code(value);
  const text = flatten(template, value).replace(/^the table\/index\/(\w+)$/, 'the index $1 of the table');
  return text.startsWith('the ') || /^[\w-]+$/.test(text) ? text : code(text);
};

const flatten = (template: Template, value: unknown): string => {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Readonly<Record<string, string[]>>;
  if (join !== undefined) return (join[1] as unknown as unknown[]).map((part) => flatten(template, part)).join('');
  const id = String(Ref ?? attribute?.[0]);
  return PSEUDO[id] ?? titleOf(template, id);
};

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': '<account>',
  'AWS::Partition': 'aws',
  'AWS::Region': '<region>',
};

const titleOf = (template: Template, id: string): string => {
  const { Type = '', Properties = {} } = template.Resources?.[id] ?? {};
  if (Type === 'AWS::DynamoDB::Table') return 'the table';
  if (Type === 'AWS::KMS::Key') return 'the key';
  if (Type === 'AWS::Logs::LogGroup') return 'the log group';
  if (Type === 'AWS::SNS::Topic') return 'the topic';
  const name = nameOf(Properties);
  if (Type === 'AWS::Events::Rule') return `the rule ${name}`;
  if (name === undefined) throw new Error(`${id} has no name`);
  return Type === 'AWS::SQS::Queue' ? `the queue ${name}` : name;
};
