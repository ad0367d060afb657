/** Inputs by state machine; docs/architecture.md has the table. */
export interface WorkflowInputs {
  readonly 'scale-tier': {
    readonly tierId: string;
    readonly group: string;
    readonly targetVersion: number;
    readonly attempt: number;
    readonly from: number;
    readonly to: number;
    readonly reason: string;
    readonly firstLookSeconds: number;
    readonly lookSeconds: number;
    readonly deadlineSeconds: number;
  };
  readonly 'sleep-environment': EnvironmentInput;
  readonly 'wake-environment': EnvironmentInput;
  readonly 'heal-instance': {
    readonly tierId: string;
    readonly group: string;
    readonly instanceId: string;
    readonly zone: string;
    readonly epoch: number;
    readonly desired: number;
    /** Members in service when it was decided: of what comes later, all has to serve before it is done. */
    readonly inService: readonly string[];
    readonly reason: string;
    readonly evidence: string;
    readonly lookSeconds: number;
    readonly deadlineSeconds: number;
    readonly leaseSeconds: number;
  };
}

interface EnvironmentInput {
  readonly environmentId: string;
  readonly epoch: number;
  readonly attempt: number;
  readonly reason: string;
  readonly lookSeconds: number;
  readonly stageDeadlineSeconds: number;
  readonly leaseSeconds: number;
}

export type WorkflowName = keyof WorkflowInputs;

/** The state machines. */
export interface Workflows {
  /** Start an execution by its name. One of that name that was started before is success: its name is its intent. */
  start<Name extends WorkflowName>(workflow: Name, executionName: string, input: WorkflowInputs[Name]): Promise<void>;
}
