import type { CreatedResource, ExistingResource, Kernel } from '../kernel.ts';
import type { Template } from './template.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/view-stack-events.html#cfn-console-view-stack-data-resources-status-codes */
export type StackStatus =
  | 'REVIEW_IN_PROGRESS'
  | `${'CREATE' | 'UPDATE' | 'DELETE' | 'ROLLBACK' | 'UPDATE_ROLLBACK'}_${'IN_PROGRESS' | 'COMPLETE' | 'FAILED'}`;
export type ResourceStatus = StackStatus | 'DELETE_SKIPPED';

/** A resource as the stack made it. */
export interface StackResource extends ExistingResource {
  readonly type: string;
  readonly stackTags: Readonly<Record<string, string>>;
  /** The end of its generated name; undefined when the resource has none. */
  readonly nameSuffix: string | undefined;
  readonly deletionPolicy: string;
  readonly replacePolicy: string;
}

export interface StackEvent {
  readonly id: string;
  readonly atMs: number;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: ResourceStatus;
  readonly reason: string | undefined;
}

/** Who and what a stack is, and all that has happened to it. */
export class Stack {
  readonly id: string;
  readonly name: string;
  readonly createdAtMs: number;
  updatedAtMs: number | undefined;
  status: StackStatus = 'REVIEW_IN_PROGRESS';
  statusReason: string | undefined;
  template: Template = {};
  /** The template as it was handed in: people get it back as it was. */
  templateText = '{}';
  parameters: Readonly<Record<string, string>> = {};
  tags: Readonly<Record<string, string>> = {};
  roleArn: string | undefined;
  capabilities: readonly string[] = [];
  isProtected = false;
  /** In the order in which they were made. */
  resources: ReadonlyMap<string, StackResource> = new Map();
  outputs: Readonly<Record<string, unknown>> = {};
  /** Values that it hands to other stacks, by name of the export. */
  exports: ReadonlyMap<string, string> = new Map();
  /** In order; the first is the oldest. */
  readonly events: StackEvent[] = [];
  readonly #kernel: Kernel;

  constructor(kernel: Kernel, name: string) {
    const { partition, region, account, random, clock } = kernel;
    this.#kernel = kernel;
    this.id = `arn:${partition}:cloudformation:${region}:${account}:stack/${name}/${random.uuid()}`;
    this.name = name;
    this.createdAtMs = clock.nowMs;
  }

  /** The stack itself changes its state. */
  enter(status: StackStatus, reason?: string): void {
    this.status = status;
    this.statusReason = reason;
    this.note({ logicalId: this.name, ref: this.id, type: 'AWS::CloudFormation::Stack' }, status, reason);
  }

  /** One of its resources, or the stack itself, has come to a state. */
  note(
    { logicalId, ref, type }: Pick<CreatedResource, 'ref'> & { readonly logicalId: string; readonly type: string },
    status: ResourceStatus,
    reason?: string,
  ): void {
    const id = `${logicalId}-${status}-${this.events.length}`;
    // All of a change happens at one instant here; people read events by their time.
    const atMs = Math.max(this.#kernel.clock.nowMs, (this.events.at(-1)?.atMs ?? 0) + 1);
    this.events.push({ id, atMs, logicalId, physicalId: ref, type, status, reason });
  }
}
