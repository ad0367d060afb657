import type { Kernel } from '../../kernel.ts';
import { awsManagedPolicy } from './aws-managed-policies.ts';
import { compilePolicy, type Statement } from './policy/compile-policy.ts';
import type { StatementIndex } from './policy/statement-index.ts';

/** A role and what it may do. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  tags: Readonly<Record<string, string>>;
  /** The policy document that says who may take it. */
  trust: object;
  /** Those of the policies that came with the role, and go with a change of it. */
  own: readonly Statement[];
  /** Inline and managed policies together: which is which makes no difference to a decision. */
  readonly policies: StatementIndex;
}

/** Roles and managed policies of the account. */
export class IamModel {
  readonly kernel: Kernel;
  readonly roles = new Map<string, Role>();
  readonly managedPolicies = new Map<string, readonly Statement[]>();
  readonly #attached = new Map<string, readonly Statement[]>();
  /** Roles by ARN, for the check that every call makes. */
  readonly #rolesByArn = new Map<string, Role>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  addRole(role: Role): void {
    if (this.roles.has(role.name)) throw new Error(`a role named ${role.name} already exists`);
    this.roles.set(role.name, role);
    this.#rolesByArn.set(role.arn, role);
  }

  removeRole(name: string): void {
    const role = this.roles.get(name);
    this.roles.delete(name);
    if (role !== undefined) this.#rolesByArn.delete(role.arn);
  }

  findRole(arn: string): Role | undefined {
    return this.#rolesByArn.get(arn);
  }

  /**
   * @param policy by which the statements are found again to be detached
   * @throws Error when there is no role of that name
   */
  attach(policy: string, roleNames: readonly string[], statements: readonly Statement[]): void {
    const unknown = roleNames.find((name) => !this.roles.has(name));
    if (unknown !== undefined) throw new Error(`the policy is for the role ${unknown}, which does not exist`);
    for (const name of roleNames) this.roles.get(name)?.policies.add(statements);
    this.#attached.set(policy, statements);
  }

  detach(policy: string): void {
    for (const role of this.roles.values()) role.policies.remove(this.#attached.get(policy) ?? []);
    this.#attached.delete(policy);
  }

  /** Statements of a managed policy of this account, or of one of the few of AWS that are known. */
  findManagedPolicy(arn: string): readonly Statement[] {
    const found = this.managedPolicies.get(arn);
    if (found !== undefined) return found;
    const document = awsManagedPolicy(arn);
    if (document === undefined)
      throw new Error(`the managed policy ${arn} is not made by the template, so its content is not known`);
    return compilePolicy(document, 'identity', arn);
  }

  compile(document: unknown, place: string): readonly Statement[] {
    return compilePolicy(document, 'identity', place);
  }

  /** `arn:aws:iam::ACCOUNT:KIND/PATH/NAME`; a path begins and ends with a slash. */
  arnOf(kind: 'role' | 'policy' | 'instance-profile', name: string, path = '/'): string {
    return `arn:${this.kernel.partition}:iam::${this.kernel.account}:${kind}${path}${name}`;
  }
}
