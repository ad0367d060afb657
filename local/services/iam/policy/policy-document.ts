/** A policy as JSON, checked for elements that the embedded cloud does not evaluate. */
export interface PolicyDocument {
  readonly statements: readonly StatementDocument[];
  /** Only policies of 2012-10-17 know variables such as `${aws:PrincipalTag/team}`. */
  readonly hasVariables: boolean;
}

export interface StatementDocument {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Selection;
  /** Undefined in trust policies, which hang on their resource. */
  readonly resources: Selection | undefined;
  readonly principals: Principals | undefined;
  /** By operator, then by key. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** `Action` or `NotAction`, `Resource` or `NotResource`. */
export interface Selection {
  readonly patterns: readonly string[];
  readonly isNegated: boolean;
}

export type Principals = '*' | Readonly<Record<string, readonly string[]>>;

/** What a policy hangs on: an identity, or a resource (a role too, by its trust policy). */
export type PolicySide = 'identity' | 'resource';

/**
 * Read a policy document as CloudFormation has it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 *
 * @param place names the policy in errors
 * @throws Error on an element that is unknown, or not evaluated here: silence would grant or deny something else
 */
export const readPolicyDocument = (document: unknown, side: PolicySide, place: string): PolicyDocument => {
  const policy = readRecord(typeof document === 'string' ? JSON.parse(document) : document, place);
  allowOnly(policy, ['Version', 'Id', 'Statement'], place);
  const version = policy['Version'] ?? '2008-10-17';
  if (version !== '2012-10-17' && version !== '2008-10-17') {
    throw new Error(`${place}: Version is ${JSON.stringify(version)}; it must be 2012-10-17 or 2008-10-17`);
  }
  const statements = [policy['Statement'] ?? []].flat();
  return {
    statements: statements.map((statement, index) =>
      readStatement(statement, side, `${place}, statement ${index + 1}`),
    ),
    hasVariables: version === '2012-10-17',
  };
};

const readStatement = (value: unknown, side: PolicySide, place: string): StatementDocument => {
  const statement = readRecord(value, place);
  allowOnly(statement, KNOWN_ELEMENTS[side], place);
  const effect = statement['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') {
    throw new Error(`${place}: Effect is ${JSON.stringify(effect)}; it must be Allow or Deny`);
  }
  const actions = readSelection(statement, 'Action', place);
  if (actions === undefined) throw new Error(`${place} has neither Action nor NotAction`);
  const resources = readSelection(statement, 'Resource', place);
  if (side === 'identity' && resources === undefined) throw new Error(`${place} has neither Resource nor NotResource`);
  for (const resource of resources?.patterns ?? []) checkResource(resource, place);
  const principals = readPrincipals(statement['Principal'], place);
  if (side === 'resource' && principals === undefined) throw new Error(`${place} has no Principal`);
  return {
    effect,
    actions,
    resources,
    principals,
    conditions: readConditions(statement['Condition'], place),
  };
};

const ELEMENTS = ['Sid', 'Effect', 'Action', 'NotAction', 'Resource', 'NotResource', 'Condition'];

/**
 * Only the policy of a resource names principals, and it must.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const KNOWN_ELEMENTS: Readonly<Record<PolicySide, readonly string[]>> = {
  identity: ELEMENTS,
  resource: [...ELEMENTS, 'Principal'],
};

/**
 * Everything, or an ARN with all its parts or a `*` for the last of them, and no wildcard for the service.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
const checkResource = (resource: string, place: string): void => {
  const [start, , service = '', ...rest] = resource.replaceAll(/\$\{[^}]*\}/g, 'x').split(':');
  const isWhole = rest.length >= 3 || rest.at(-1)?.endsWith('*') === true;
  if (resource === '*' || (start === 'arn' && isWhole && !/[*?]/.test(service))) return;
  throw new Error(
    `${place}: Resource is ${resource}; it must be * or an ARN of six parts whose service has no wildcard`,
  );
};

const readSelection = (
  statement: Readonly<Record<string, unknown>>,
  name: string,
  place: string,
): Selection | undefined => {
  const plain = statement[name];
  const negated = statement[`Not${name}`];
  if (plain !== undefined && negated !== undefined) throw new Error(`${place} has both ${name} and Not${name}`);
  if (plain === undefined && negated === undefined) return undefined;
  return { patterns: readTexts(plain ?? negated, `${place}: ${name}`), isNegated: negated !== undefined };
};

const readPrincipals = (value: unknown, place: string): Principals | undefined => {
  if (value === undefined || value === '*') return value;
  const principals = readRecord(value, `${place}: Principal`);
  allowOnly(principals, ['AWS', 'Service'], `${place}: Principal`);
  return mapValues(principals, (texts, kind) => {
    const names = readTexts(texts, `${place}: Principal.${kind}`);
    const odd = names.find((name) => !PRINCIPAL_FORMS[kind]?.test(name));
    if (odd === undefined) return names;
    throw new Error(
      `${place}: Principal.${kind} is ${odd}, a form of principal that the embedded cloud does not evaluate`,
    );
  });
};

/**
 * An account, one role or one of its sessions, everybody; never a part of a name.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
const PRINCIPAL_FORMS: Readonly<Record<string, RegExp>> = {
  AWS: /^(\*|\d{12}|arn:[\w-]+:iam::\d{12}:(root|role\/[\w+=,.@/-]+)|arn:[\w-]+:sts::\d{12}:assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+)$/,
  Service: /^[a-z\d.-]+\.amazonaws\.com$/,
};

const readConditions = (value: unknown, place: string): StatementDocument['conditions'] =>
  mapValues(readRecord(value ?? {}, `${place}: Condition`), (keys, operator) =>
    mapValues(readRecord(keys, `${place}: ${operator}`), (texts, key) =>
      readTexts(texts, `${place}: ${operator} ${key}`),
    ),
  );

const readTexts = (value: unknown, place: string): readonly string[] =>
  [value].flat().map((item) => {
    if (typeof item === 'string') return item;
    // Conditions may hold numbers and booleans.
    if (typeof item === 'number' || typeof item === 'boolean') return String(item);
    throw new Error(`${place} is ${JSON.stringify(item)}; it must be a text or a list of texts`);
  });

const readRecord = (value: unknown, place: string): Readonly<Record<string, unknown>> => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new Error(`${place} is ${JSON.stringify(value)}; it must be an object`);
};

const allowOnly = (record: Readonly<Record<string, unknown>>, known: readonly string[], place: string): void => {
  const unknown = Object.keys(record).find((key) => !known.includes(key));
  if (unknown !== undefined) {
    throw new Error(
      `${place} has the element ${unknown}, which the embedded cloud does not evaluate; it knows ${known.join(', ')}`,
    );
  }
};

const mapValues = <From, To>(
  record: Readonly<Record<string, From>>,
  map: (value: From, key: string) => To,
): Record<string, To> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)]));
