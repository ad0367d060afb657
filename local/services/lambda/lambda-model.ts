import { type Authorizer, AwsError, type Caller, type Kernel } from '../../kernel.ts';
import type { CredentialStore } from '../../lambda/credentials.ts';
import type { Network } from '../../wire/virtual-http.ts';
import type { LogsModel } from '../logs/logs-model.ts';
import { parseFunctionName } from './function-name.ts';
import type { LambdaFunction } from './lambda-function.ts';

/** What Lambda needs of the rest of the cloud. */
export interface LambdaDependencies {
  /** Where the requests of functions go. */
  readonly network: Network;
  readonly credentials: CredentialStore;
  /** Asked whether a function's role may write its log. */
  readonly authorizer: Authorizer;
  readonly logs: LogsModel;
  /** @throws when the role does not trust the service */
  readonly assumeRole: (servicePrincipal: string, roleArn: string) => void;
}

export interface LambdaSettings {
  /** How many invocations the account may have under way: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
  readonly accountConcurrency: number;
  /**
   * How old an execution environment may get before the next invocation finds a new one. AWS ends environments every few
   * hours and does not say when (https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtime-environment.html).
   */
  readonly environmentLifetimeSeconds: number;
  /** Folder where compiled code of bundles is kept between processes. @default - it is not kept */
  readonly codeCacheFolder?: string;
}

/** Functions by name. */
export class LambdaModel {
  readonly kernel: Kernel;
  readonly dependencies: LambdaDependencies;
  readonly settings: LambdaSettings;
  readonly functions = new Map<string, LambdaFunction>();

  constructor(kernel: Kernel, dependencies: LambdaDependencies, settings: LambdaSettings) {
    this.kernel = kernel;
    this.dependencies = dependencies;
    this.settings = settings;
  }

  arnOf(name: string): string {
    const { partition, region, account } = this.kernel;
    return `arn:${partition}:lambda:${region}:${account}:function:${name}`;
  }

  /** @throws `AwsError` ResourceNotFoundException; a qualifier other than $LATEST ends the run, for versions are not modelled */
  find(functionName: string): LambdaFunction {
    const { name, qualifier } = parseFunctionName(functionName);
    const found = this.functions.get(name);
    if (found === undefined) {
      throw new AwsError('ResourceNotFoundException', `Function not found: ${this.arnOf(name)}`, 404, { Type: 'User' });
    }
    if (qualifier !== undefined && qualifier !== '$LATEST') {
      const error = new Error(`the embedded cloud has no versions and aliases of functions: ${functionName}`);
      this.kernel.clock.fail(error);
      throw error;
    }
    return found;
  }

  /** The session of a function's role is named after the function. */
  roleOf(of: LambdaFunction): Caller & { kind: 'role' } {
    return { kind: 'role', roleArn: of.roleArn, sessionName: of.name, isFunction: true };
  }
}
