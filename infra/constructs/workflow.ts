import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArnFormat, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { DefinitionBody, LogLevel, StateMachine } from 'aws-cdk-lib/aws-stepfunctions';
import { Construct } from 'constructs';

export interface WorkflowProps {
  /** Name of the definition in `statemachines/`, without extension. */
  readonly name: string;
  /** Beginning of the state machine's physical name. */
  readonly namePrefix: string;
  /** Functions that its states call; each answers the substitution `<Name>FunctionArn`. */
  readonly tasks: Readonly<Record<string, IFunction>>;
  /** Values for the other `${...}` of the definition. */
  readonly substitutions: Readonly<Record<string, string>>;
  /** What its states may do beside calling the tasks: a definition read from a file grants nothing by itself. */
  readonly permissions: readonly PolicyStatement[];
}

/** A state machine of `statemachines/`, with the permissions that its states need. */
export class Workflow extends Construct {
  readonly stateMachine: StateMachine;

  constructor(scope: Construct, id: string, props: WorkflowProps) {
    super(scope, id);
    const stateMachineName = `${props.namePrefix}-${props.name}`;
    // Only for this state machine, named before it exists:
    // https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html#prevent-cross-service-confused-deputy
    const sourceArn = Stack.of(this).formatArn({
      service: 'states',
      resource: 'stateMachine',
      resourceName: stateMachineName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    const assumedBy = new ServicePrincipal('states.amazonaws.com', {
      conditions: { ArnEquals: { 'aws:SourceArn': sourceArn } },
    });
    const role = new Role(this, 'Role', { assumedBy });
    for (const statement of props.permissions) role.addToPolicy(statement);
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: Object.values(props.tasks).map((task) => task.functionArn),
      }),
    );

    this.stateMachine = new StateMachine(this, 'Resource', {
      stateMachineName,
      definitionBody: DefinitionBody.fromString(readFileSync(definitionFile(props.name), 'utf8')),
      definitionSubstitutions: {
        ...props.substitutions,
        ...Object.fromEntries(
          Object.entries(props.tasks).map(([name, task]) => [`${name}FunctionArn`, task.functionArn]),
        ),
      },
      role,
      logs: {
        // Step Functions delivers through vended logs only to groups whose resource policy stays short under this prefix:
        // https://docs.aws.amazon.com/step-functions/latest/dg/bp-cwl.html
        destination: new LogGroup(this, 'Logs', {
          logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
          retention: RetentionDays.ONE_MONTH,
          removalPolicy: RemovalPolicy.DESTROY,
        }),
        level: LogLevel.ALL,
        includeExecutionData: false,
      },
      tracingEnabled: true,
    });
  }
}

/** Where the definition of a state machine is. */
export const definitionFile = (name: string): string =>
  join(import.meta.dirname, '../../statemachines', `${name}.asl.json`);
