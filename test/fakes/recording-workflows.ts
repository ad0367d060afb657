import type { WorkflowInputs, WorkflowName, Workflows } from '../../functions/ports/workflows.ts';

export interface StartedExecution {
  readonly workflow: WorkflowName;
  readonly name: string;
  readonly input: WorkflowInputs[WorkflowName];
}

/** Starts nothing and remembers everything; a name that was started before is success. */
export class RecordingWorkflows implements Workflows {
  readonly started: StartedExecution[] = [];
  /** Thrown instead of starting, when set. */
  failure: Error | null = null;

  async start<Name extends WorkflowName>(workflow: Name, name: string, input: WorkflowInputs[Name]): Promise<void> {
    if (this.failure !== null) throw this.failure;
    if (!this.started.some((each) => each.workflow === workflow && each.name === name)) {
      this.started.push({ workflow, name, input });
    }
  }
}
