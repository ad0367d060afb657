import { changeStack } from '../../assembly/change-stack.ts';
import type { Stack, StackStatus } from '../../assembly/stack.ts';
import type { StackChange } from '../../assembly/stack-change.ts';
import { AwsError } from '../../kernel.ts';
import type { CloudFormationModel } from './cloudformation-model.ts';

/** How long a change of a stack takes: enough to be seen under way, and no claim about AWS, where it is minutes. */
export const CHANGE_MS = 2000;

export interface ChangeRun {
  readonly kind: 'CREATE' | 'UPDATE';
  readonly change: StackChange;
  readonly templateText: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly roleArn: string | undefined;
  readonly capabilities: readonly string[];
  readonly onEnd?: (hasFailed: boolean) => void;
}

/** Change a stack; its events and its status tell how that goes. */
export const runChange = ({ kernel, context }: CloudFormationModel, stack: Stack, run: ChangeRun): void => {
  const { kind, change, templateText, parameters, roleArn, capabilities, onEnd } = run;
  stack.enter(`${kind}_IN_PROGRESS`, 'User Initiated');
  Object.assign(stack, { roleArn: roleArn ?? stack.roleArn, capabilities });
  kernel.clock.after(CHANGE_MS, () => {
    try {
      changeStack(stack, kind, change, context);
      Object.assign(stack, { templateText, parameters });
      onEnd?.(false);
    } catch (error) {
      // Status and events of the stack have told it, so it need not end the run.
      for (let each = error; each instanceof Error; each = each.cause) kernel.clock.forgive(each);
      onEnd?.(true);
    }
  });
};

/**
 * No two changes of a stack at once, and none of a stack that was never whole.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html
 *
 * @throws `AwsError` ValidationError
 */
export const requireUpdatable = ({ id, status }: Stack): void => {
  if (UPDATABLE.has(status)) return;
  throw new AwsError('ValidationError', `Stack:${id} is in ${status} state and can not be updated.`);
};

const UPDATABLE: ReadonlySet<StackStatus> = new Set(['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE']);
