import type { Template, TemplateResource } from '../../local/assembly/template.ts';

type Json = Readonly<Record<string, unknown>>;

/** One statement of one policy of a template, of a role or of a resource. */
export interface PolicyStatement {
  /** As the embedded IAM names it: the policy and the number of the statement in it. */
  readonly place: string;
  readonly logicalId: string;
  /** Logical id of the role whose policy it is in; undefined when it hangs on a resource. */
  readonly roleId: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[];
  /** Ways to make a template without the statement, or with less of it. */
  readonly cuts: readonly Cut[];
}

export interface Cut {
  /**
   * `statement`, or one `resource` of several, or one `value` of several in a condition: whoever needs it is then refused.
   * `condition`: who was refused may then.
   */
  readonly kind: 'statement' | 'resource' | 'value' | 'condition';
  /** What is cut, such as `StringEquals aws:SourceAccount`. */
  readonly what: string;
  readonly apply: (template: Template) => Template;
}

/** Every statement of a template, in its order. */
export const policyStatements = (template: Template): readonly PolicyStatement[] =>
  Object.entries(template.Resources ?? {}).flatMap(([logicalId, resource]) =>
    resource.Type === 'AWS::Lambda::Permission'
      ? [permission(logicalId, resource)]
      : documentsOf(logicalId, resource).flatMap((document) => statementsOf(logicalId, resource, document)),
  );

/** Where a resource keeps a policy document. */
interface DocumentPlace {
  readonly place: string;
  readonly path: readonly string[];
  readonly roleId: string | undefined;
}

const documentsOf = (logicalId: string, { Type, Properties = {} }: TemplateResource): readonly DocumentPlace[] => {
  const place = `${Type} ${logicalId}`;
  switch (Type) {
    case 'AWS::IAM::Role':
      if (Properties['Policies'] !== undefined)
        throw new Error(`${place} has policies of its own, which are not read yet`);
      return [{ place: `${place}, its trust policy`, path: ['AssumeRolePolicyDocument'], roleId: logicalId }];
    case 'AWS::IAM::Policy': {
      const [role] = Properties['Roles'] as readonly { readonly Ref: string }[];
      return [{ place: `${place} (${Properties['PolicyName']})`, path: ['PolicyDocument'], roleId: role?.Ref }];
    }
    case 'AWS::SQS::QueuePolicy':
    case 'AWS::SNS::TopicPolicy':
      return [{ place, path: ['PolicyDocument'], roleId: undefined }];
    case 'AWS::KMS::Key':
      return [{ place, path: ['KeyPolicy'], roleId: undefined }];
    default: {
      const document = Object.keys(Properties).find(
        (name) => /Policy$|PolicyDocument$/.test(name) && isDocument(Properties[name]),
      );
      if (document !== undefined) throw new Error(`${place} has the policy ${document}, which is not read yet`);
      return [];
    }
  }
};

const isDocument = (value: unknown): boolean => typeof value === 'object' && value !== null && 'Statement' in value;

const statementsOf = (
  logicalId: string,
  resource: TemplateResource,
  { place, path, roleId }: DocumentPlace,
): readonly PolicyStatement[] => {
  const document = path.reduce<unknown>((value, name) => (value as Json)[name], resource.Properties) as {
    readonly Statement: readonly Json[];
  };
  return document.Statement.map((statement, index) => {
    const cut =
      (change: (found: Json) => readonly Json[]): Cut['apply'] =>
      (template) =>
        changeProperties(template, logicalId, (properties) =>
          changeAt(properties, [...path, 'Statement'], (found) => {
            const list = found as readonly Json[];
            return list.toSpliced(index, 1, ...change(list[index] ?? {}));
          }),
        );
    return {
      place: `${place}, statement ${index + 1}`,
      logicalId,
      roleId,
      effect: String(statement['Effect']),
      actions: [statement['Action']].flat().map(String),
      cuts: [
        { kind: 'statement', what: 'the statement', apply: cut(() => []) },
        ...itemCuts(statement, ['Resource'], 'resource', cut),
        ...conditionsOf(statement).flatMap(([operator, key]): Cut[] => [
          {
            kind: 'condition',
            what: `${operator} ${key}`,
            apply: cut((found) => [changeAt(found, ['Condition', operator], (keys) => without(keys as Json, key))]),
          },
          ...itemCuts(statement, ['Condition', operator, key], 'value', cut),
        ]),
      ],
    };
  });
};

/** One cut for each item of a list of several. */
const itemCuts = (
  statement: Json,
  path: readonly string[],
  kind: Cut['kind'],
  cut: (change: (found: Json) => readonly Json[]) => Cut['apply'],
): readonly Cut[] => {
  const items = [path.reduce<unknown>((value, name) => (value as Json)[name], statement)].flat();
  if (items.length < 2) return [];
  return items.map((item, index) => ({
    kind,
    what: `${path.at(-1)} ${typeof item === 'string' ? item : JSON.stringify(item)}`,
    apply: cut((found) => [changeAt(found, path, (list) => (list as readonly unknown[]).toSpliced(index, 1))]),
  }));
};

/** A statement of a function's policy is a resource of its own; what names its source becomes conditions. */
const permission = (logicalId: string, { Properties = {} }: TemplateResource): PolicyStatement => ({
  place: `AWS::Lambda::Permission ${logicalId}`,
  logicalId,
  roleId: undefined,
  effect: 'Allow',
  actions: [String(Properties['Action'])],
  cuts: [
    {
      kind: 'statement',
      what: 'the permission',
      apply: (template) => ({ ...template, Resources: without(template.Resources ?? {}, logicalId) }),
    },
    ...['SourceArn', 'SourceAccount']
      .filter((key) => key in Properties)
      .map(
        (key): Cut => ({
          kind: 'condition',
          what: key,
          apply: (template) => changeProperties(template, logicalId, (properties) => without(properties, key)),
        }),
      ),
  ],
});

const conditionsOf = (statement: Json): readonly (readonly [operator: string, key: string])[] =>
  Object.entries((statement['Condition'] ?? {}) as Readonly<Record<string, Json>>).flatMap(([operator, keys]) =>
    Object.keys(keys).map((key) => [operator, key] as const),
  );

const changeProperties = (template: Template, logicalId: string, change: (properties: Json) => Json): Template => {
  const resource = template.Resources?.[logicalId];
  if (resource === undefined) throw new Error(`the template has no ${logicalId}`);
  return {
    ...template,
    Resources: { ...template.Resources, [logicalId]: { ...resource, Properties: change(resource.Properties ?? {}) } },
  };
};

const changeAt = (value: Json, path: readonly string[], change: (value: unknown) => unknown): Json => {
  const [name = '', ...rest] = path;
  return { ...value, [name]: rest.length === 0 ? change(value[name]) : changeAt(value[name] as Json, rest, change) };
};

const without = <Value>(record: Readonly<Record<string, Value>>, key: string): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
