import { ExecutionAlreadyExists, SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import * as z from 'zod';
import { ErrorName, RubatoError } from '../../core/errors.ts';
import type { WorkflowInputs, WorkflowName, Workflows } from '../ports/workflows.ts';
import { clientSettings, prepared } from './client-settings.ts';
import { readVariable, type Variables } from './variables.ts';

/** State machines of Step Functions, by the ARNs that the stack hands in. */
export class SfnWorkflows implements Workflows {
  readonly #client: SFNClient;
  readonly #arns: Readonly<Record<string, string>>;

  constructor(client: SFNClient, arns: Readonly<Record<string, string>>) {
    this.#client = client;
    this.#arns = arns;
  }

  static of(variables: Variables): SfnWorkflows {
    const arns = z.record(z.string(), z.string()).parse(JSON.parse(readVariable(variables, 'STATE_MACHINE_ARNS')));
    return new SfnWorkflows(prepared(new SFNClient(clientSettings)), arns);
  }

  /**
   * A name that was used is success while that execution runs with the same input, and ExecutionAlreadyExists for 90 days
   * after: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
   */
  async start<Name extends WorkflowName>(
    workflow: Name,
    executionName: string,
    input: WorkflowInputs[Name],
  ): Promise<void> {
    const stateMachineArn = this.#arns[workflow];
    if (stateMachineArn === undefined) {
      throw new RubatoError(
        ErrorName.VariableMissing,
        `STATE_MACHINE_ARNS names ${Object.keys(this.#arns).join(', ') || 'nothing'}, must name ${workflow}`,
      );
    }
    try {
      await this.#client.send(
        new StartExecutionCommand({ stateMachineArn, name: executionName, input: JSON.stringify(input) }),
      );
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
  }
}
