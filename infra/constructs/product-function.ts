import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, type FunctionProps, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { FUNCTION_RUNTIME, functionCode } from './function-code.ts';

export interface ProductFunctionProps
  extends Omit<FunctionProps, 'code' | 'handler' | 'runtime' | 'role' | 'logGroup' | 'functionName' | 'maxEventAge'> {
  /** Folder of the function below `functions/`, such as `triggers/on-sweep`. */
  readonly folder: string;
  /** Beginning of the function's physical name; the folder's last part follows. */
  readonly namePrefix: string;
  /** Path of the canonical blueprint, which is laid beside the bundle. @default - none, the function does not read it */
  readonly blueprintFile?: string;
  /** Where an asynchronous invocation goes that failed for good. Default: none, the function is only invoked synchronously. */
  readonly failedInvocations?: IQueue;
  /** How long an asynchronous invocation is worth being retried. @default - 5 minutes */
  readonly maxEventAge?: Duration;
  /** Everything the function may do beside writing its log. */
  readonly permissions: readonly PolicyStatement[];
}

/** A Lambda function of ours: one bundled file, its own role and log group, and nothing granted that is not written here. */
export class ProductFunction extends LambdaFunction {
  constructor(scope: Construct, id: string, props: ProductFunctionProps) {
    const {
      folder,
      namePrefix,
      blueprintFile,
      failedInvocations,
      permissions,
      maxEventAge = Duration.minutes(5),
      ...overrides
    } = props;
    const functionName = `${namePrefix}-${folder.slice(folder.indexOf('/') + 1)}`;
    const logGroup = new LogGroup(scope, `${id}Logs`, {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(role);
    for (const statement of permissions) role.addToPolicy(statement);
    if (failedInvocations) {
      role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [failedInvocations.queueArn] }));
    }

    super(scope, id, {
      code: functionCode(folder, blueprintFile),
      handler: 'index.handler',
      functionName,
      runtime: FUNCTION_RUNTIME,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      timeout: Duration.seconds(50),
      role,
      logGroup,
      ...(failedInvocations && {
        // The CDK's own destination would also grant reading the queue's attributes.
        onFailure: { bind: () => ({ destination: failedInvocations.queueArn }) },
        retryAttempts: 2,
        maxEventAge,
      }),
      ...overrides,
    });
  }
}
