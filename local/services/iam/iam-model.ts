import type { Kernel } from '../../kernel.ts';
import { compilePolicy, type Statement } from './policy/compile-policy.ts';
import type { StatementIndex } from './policy/statement-index.ts';

/** A role and what it may do. */
export interface Role {
  readonly name: string;
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly trust: StatementIndex;
  /** Inline and managed policies together: which is which makes no difference to a decision. */
  readonly policies: StatementIndex;
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

  addRole(role: Role): void {
    if (this.roles.has(role.name)) throw new Error(`a role named ${role.name} already exists`);
    this.roles.set(role.name, role);
    this.#rolesByArn.set(role.arn, role);
  }

  findRole(arn: string): Role | undefined {
    return this.#rolesByArn.get(arn);
  }

  /** @throws Error when there is no role of that name, or the document has something that is not evaluated */
  attach(roleName: string, statements: readonly Statement[]): void {
    const role = this.roles.get(roleName);
    if (role === undefined) throw new Error(`the policy is for the role ${roleName}, which does not exist`);
    role.policies.add(statements);
  }

  /** Statements of a managed policy of this account. Those of AWS are not in the template, so they are not known. */
  findManagedPolicy(arn: string): readonly Statement[] {
    const found = this.managedPolicies.get(arn);
    if (found === undefined)
      throw new Error(`the managed policy ${arn} is not made by the template, so its content is not known`);
    return found;
  }

  compile(document: unknown, place: string): readonly Statement[] {
    return compilePolicy(document, 'identity', place);
  }

  /** `arn:aws:iam::ACCOUNT:KIND/PATH/NAME`; a path begins and ends with a slash. */
  arnOf(kind: 'role' | 'policy' | 'instance-profile', name: string, path = '/'): string {
    return `arn:${this.kernel.partition}:iam::${this.kernel.account}:${kind}${path}${name}`;
  }
}
