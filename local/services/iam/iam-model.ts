import type { Kernel } from '../../kernel.ts';
import { compilePolicy, type Statement } from './policy/compile-policy.ts';

/** A role and what it may do. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: readonly Statement[];
  /** Inline and managed policies together: which is which makes no difference to a decision. */
  readonly statements: Statement[];
  /** By action and resource: the statements that speak of both. Emptied when a policy is added. */
  readonly found: Map<string, Map<string, readonly Statement[]>>;
}

/** Roles and managed policies of the account. */
export class IamModel {
  readonly kernel: Kernel;
  readonly roles = new Map<string, Role>();
  readonly managedPolicies = new Map<string, readonly Statement[]>();
  /** Roles by ARN, for the check that every call makes. */
  readonly #rolesByArn = new Map<string, Role>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  addRole(role: Omit<Role, 'found'>): void {
    if (this.roles.has(role.name)) throw new Error(`a role named ${role.name} already exists`);
    const added = { ...role, found: new Map() };
    this.roles.set(role.name, added);
    this.#rolesByArn.set(role.arn, added);
  }

  findRole(arn: string): Role | undefined {
    return this.#rolesByArn.get(arn);
  }

  /** @throws Error when there is no role of that name, or the document has something that is not evaluated */
  attach(roleName: string, statements: readonly Statement[]): void {
    const role = this.roles.get(roleName);
    if (role === undefined) throw new Error(`the policy is for the role ${roleName}, which does not exist`);
    role.statements.push(...statements);
    role.found.clear();
  }

  /** Statements of a managed policy of this account. Those of AWS are not in the template, so they are not known. */
  findManagedPolicy(arn: string): readonly Statement[] {
    const found = this.managedPolicies.get(arn);
    if (found === undefined) throw new Error(`the managed policy ${arn} is not made by the template, so its content is not known`);
    return found;
  }

  compile(document: unknown, place: string): readonly Statement[] {
    return compilePolicy(document, place);
  }

  /** `arn:aws:iam::ACCOUNT:KIND/PATH/NAME`; a path begins and ends with a slash. */
  arnOf(kind: 'role' | 'policy' | 'instance-profile', name: string, path = '/'): string {
    return `arn:${this.kernel.partition}:iam::${this.kernel.account}:${kind}${path}${name}`;
  }
}

/**
 * Statements that speak of an action on a resource. The same few questions are asked thousands of times a day, so the
 * answers are kept.
 */
export const findStatements = (role: Role, action: string, resource: string): readonly Statement[] => {
  let byResource = role.found.get(action);
  if (byResource === undefined) {
    byResource = new Map();
    role.found.set(action, byResource);
  }
  let found = byResource.get(resource);
  if (found === undefined) {
    found = role.statements.filter(
      ({ hasAction, hasResource }) => hasAction(action) && (hasResource === undefined || hasResource(resource)),
    );
    // Instances come and go; the memory of them must not grow with the days.
    if (byResource.size >= RESOURCES_KEPT_MAX) byResource.clear();
    byResource.set(resource, found);
  }
  return found;
};

const RESOURCES_KEPT_MAX = 1000;
