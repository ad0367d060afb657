import { resolveParameters } from '../../assembly/resolve-parameters.ts';
import type { Stack } from '../../assembly/stack.ts';
import type { StackChange, StackContext } from '../../assembly/stack-change.ts';
import type { Stacks } from '../../assembly/stacks.ts';
import type { Template } from '../../assembly/template.ts';
import { type AccessRequest, AwsError, type Caller, type Kernel, type ResourceProvider } from '../../kernel.ts';
import type { ChangeSet } from './change-set.ts';

/** What CloudFormation needs of the rest of the cloud. */
export interface CloudFormationDependencies {
  readonly stacks: Stacks;
  readonly providers: ReadonlyMap<string, ResourceProvider>;
  /** A file or folder with the content of an object of S3. */
  readonly assetPath: (bucket: string, key: string) => string;
  /** @throws when the role does not trust the service */
  readonly assumeRole: (servicePrincipal: string, roleArn: string) => void;
}

/** Stacks and what is planned for them. */
export class CloudFormationModel {
  readonly kernel: Kernel;
  readonly stacks: Stacks;
  readonly context: StackContext;
  readonly #dependencies: CloudFormationDependencies;
  readonly #changeSets = new Map<Stack, Map<string, ChangeSet>>();

  constructor(kernel: Kernel, dependencies: CloudFormationDependencies) {
    this.kernel = kernel;
    this.stacks = dependencies.stacks;
    this.#dependencies = dependencies;
    const { providers, stacks } = dependencies;
    this.context = { kernel, providers, exported: (name) => stacks.exported(name) };
  }

  /** @throws `AwsError` ValidationError, for a stack that is not found has no error of its own */
  existing(nameOrId: string): Stack {
    const stack = this.stacks.find(nameOrId);
    if (stack === undefined) throw new AwsError('ValidationError', `Stack with id ${nameOrId} does not exist`);
    return stack;
  }

  changeSetsOf(stack: Stack): Map<string, ChangeSet> {
    const found = this.#changeSets.get(stack) ?? new Map<string, ChangeSet>();
    this.#changeSets.set(stack, found);
    return found;
  }

  /** @param nameOrArn an ARN tells the stack as well */
  changeSet(
    nameOrArn: string,
    stackName: string | undefined,
  ): { readonly stack: Stack; readonly changeSet: ChangeSet } {
    const isArn = nameOrArn.startsWith('arn:');
    for (const [stack, changeSets] of this.#changeSets) {
      for (const changeSet of changeSets.values()) {
        const isMeant = isArn
          ? changeSet.id === nameOrArn
          : changeSet.name === nameOrArn && (stack.name === stackName || stack.id === stackName);
        if (isMeant) return { stack, changeSet };
      }
    }
    throw new AwsError('ChangeSetNotFound', `ChangeSet [${nameOrArn}] does not exist`, 404);
  }

  /** What is needed to make a stack what a template says. Values of the parameter store are read as the role of the stack. */
  async change(
    template: Template,
    given: Readonly<Record<string, string>>,
    tags: Readonly<Record<string, string>>,
    reader: Caller,
  ): Promise<StackChange> {
    const { assetPath } = this.#dependencies;
    try {
      const parameters = await resolveParameters(template, given, async (Name) => {
        const answer = await this.kernel.call('ssm', 'GetParameter', { Name }, reader);
        return (answer as { readonly Parameter: { readonly Value: string } }).Parameter.Value;
      });
      return { template, parameters, tags, assetPath: (key, bucket = '') => assetPath(bucket, key) };
    } catch (cause) {
      throw new AwsError('ValidationError', cause instanceof Error ? cause.message : String(cause));
    }
  }

  /**
   * CloudFormation acts as the role that it was handed, if it was; whether that role may make each resource is not asked.
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-servicerole.html
   */
  actAs(roleArn: string | undefined, caller: Caller): Caller {
    if (roleArn === undefined) return caller;
    this.#dependencies.assumeRole('cloudformation.amazonaws.com', roleArn);
    return { kind: 'role', roleArn, sessionName: 'AWSCloudFormation', via: 'cloudformation.amazonaws.com' };
  }

  /** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudformation.html */
  access(action: string, stackName: string | undefined, roleArn?: string): readonly AccessRequest[] {
    const { partition, region, account } = this.kernel;
    const prefix = `arn:${partition}:cloudformation:${region}:${account}:stack/`;
    const unknown = stackName === undefined ? `${prefix}*` : `${prefix}${stackName}/*`;
    const resource = stackName === undefined ? unknown : (this.stacks.find(stackName)?.id ?? unknown);
    const passing = { action: 'iam:PassRole', context: { 'iam:PassedToService': 'cloudformation.amazonaws.com' } };
    return [
      { action: `cloudformation:${action}`, resource },
      ...(roleArn === undefined ? [] : [{ ...passing, resource: roleArn }]),
    ];
  }
}
