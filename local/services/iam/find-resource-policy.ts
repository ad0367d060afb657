import type { Kernel } from '../../kernel.ts';
import { compilePolicy } from './policy/compile-policy.ts';
import { StatementIndex } from './policy/statement-index.ts';

const compiled = new WeakMap<object, StatementIndex>();

/** The policy of the resource that an action is on, as the action's service keeps it. */
export const findResourcePolicy = (kernel: Kernel, action: string, resource: string): StatementIndex | undefined => {
  const document = kernel.services.get(action.slice(0, action.indexOf(':')))?.resourcePolicy?.(resource);
  return typeof document === 'object' && document !== null
    ? compileOnce(document, `the policy of ${resource}`)
    : undefined;
};

/**
 * Compile the policy of a resource when the resource is made, so that what is not evaluated here ends the deployment.
 *
 * @throws Error on anything that the embedded cloud does not evaluate
 */
export const compileOnce = (document: object, place: string): StatementIndex => {
  const found = compiled.get(document) ?? new StatementIndex(compilePolicy(document, 'resource', place));
  compiled.set(document, found);
  return found;
};
