import type { Kernel } from '../../kernel.ts';
import type { Statement } from './policy/compile-policy.ts';

/** The actions that each statement of a policy has allowed, by the statement's place. */
export type Grants = ReadonlyMap<string, ReadonlySet<string>>;

const grantsByKernel = new WeakMap<Kernel, Map<string, Set<string>>>();

/** What has been used of the policies of a cloud since it was made: a statement that is not here was never needed. */
export const grantsOf = (kernel: Kernel): Grants => recordOf(kernel);

export const noteGrants = (kernel: Kernel, action: string, statements: readonly Statement[]): void => {
  const grants = recordOf(kernel);
  for (const { place } of statements) {
    const actions = grants.get(place);
    if (actions === undefined) grants.set(place, new Set([action]));
    else actions.add(action);
  }
};

const recordOf = (kernel: Kernel): Map<string, Set<string>> => {
  const found = grantsByKernel.get(kernel) ?? new Map<string, Set<string>>();
  grantsByKernel.set(kernel, found);
  return found;
};
