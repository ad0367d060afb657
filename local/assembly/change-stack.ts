import { applyTemplate } from './apply-template.ts';
import { deleteResource } from './delete-resource.ts';
import { IncompleteRollback } from './incomplete-rollback.ts';
import type { Stack } from './stack.ts';
import type { StackChange, StackContext } from './stack-change.ts';

/**
 * Create or update a stack that has entered the change, with its events.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stack-failure-options.html
 *
 * @throws Error with stack, type and logical id, when the stack is what it was before
 */
export const changeStack = (
  stack: Stack,
  kind: 'CREATE' | 'UPDATE',
  change: StackChange,
  context: StackContext,
): void => {
  const rollback = kind === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  try {
    applyTemplate(stack, change, context, (error) => stack.enter(`${rollback}_IN_PROGRESS`, messageOf(error)));
  } catch (error) {
    stack.enter(`${rollback}_${error instanceof IncompleteRollback ? 'FAILED' : 'COMPLETE'}`, messageOf(error));
    throw error;
  }
  const { template, tags } = change;
  Object.assign(stack, { template, tags });
  if (kind === 'UPDATE') stack.updatedAtMs = context.kernel.clock.nowMs;
  stack.enter(`${kind}_COMPLETE`);
};

/** Delete what a stack that has entered its deletion has made, last first, but what its template retains. */
export const deleteStack = (stack: Stack, { providers }: Pick<StackContext, 'providers'>): void => {
  const left = new Map(stack.resources);
  const failed: string[] = [];
  for (const resource of [...left.values()].reverse()) {
    if (resource.deletionPolicy.startsWith('Retain')) {
      stack.note(resource, 'DELETE_SKIPPED');
      left.delete(resource.logicalId);
      continue;
    }
    stack.note(resource, 'DELETE_IN_PROGRESS');
    try {
      deleteResource(resource, providers);
      stack.note(resource, 'DELETE_COMPLETE');
      left.delete(resource.logicalId);
    } catch (error) {
      stack.note(resource, 'DELETE_FAILED', messageOf(error));
      failed.push(resource.logicalId);
    }
  }
  stack.resources = left;
  if (failed.length === 0) stack.enter('DELETE_COMPLETE');
  else stack.enter('DELETE_FAILED', `The following resource(s) failed to delete: [${failed.join(', ')}].`);
};

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
