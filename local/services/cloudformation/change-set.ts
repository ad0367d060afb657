import type { StackChange } from '../../assembly/stack-change.ts';
import type { PlannedChange } from './plan-changes.ts';

/** What a stack is to become, and what that would change. */
export interface ChangeSet {
  readonly id: string;
  readonly name: string;
  readonly kind: 'CREATE' | 'UPDATE';
  readonly createdAtMs: number;
  readonly change: StackChange;
  readonly templateText: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly roleArn: string | undefined;
  readonly capabilities: readonly string[];
  readonly description: string | undefined;
  readonly planned: readonly PlannedChange[];
  /** Why it cannot be executed; undefined when it can. */
  readonly failure: string | undefined;
  executionStatus: 'AVAILABLE' | 'UNAVAILABLE' | 'EXECUTE_IN_PROGRESS' | 'EXECUTE_COMPLETE' | 'EXECUTE_FAILED';
}
