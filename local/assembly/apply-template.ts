import { isDeepStrictEqual } from 'node:util';
import type { CreatedResource, ResourceProvider, ResourceRequest } from '../kernel.ts';
import { deleteResource } from './delete-resource.ts';
import { IncompleteRollback } from './incomplete-rollback.ts';
import { policiesOf } from './policies-of.ts';
import { resolveValue } from './resolve-value.ts';
import type { Scope } from './scope.ts';
import type { Stack, StackResource } from './stack.ts';
import type { StackChange, StackContext } from './stack-change.ts';
import type { TemplateResource } from './template.ts';
import { templateScope } from './template-scope.ts';

/**
 * Make a stack what a template says: resources are created, changed in place or replaced, each after those that it refers to
 * or depends on; what is no longer there is deleted at the end. Resources that stay as they are are not touched.
 *
 * @param onFailure called when something has failed, before what was done until then is undone
 * @throws Error with stack, type and logical id, when that is undone
 */
export const applyTemplate = (
  stack: Stack,
  change: StackChange,
  context: StackContext,
  onFailure: (error: unknown) => void,
): void => new TemplateApplication(stack, change, context).run(onFailure);

/** Leaves no trace, and stands for nothing. */
const METADATA_TYPE = 'AWS::CDK::Metadata';

class TemplateApplication {
  readonly #stack: Stack;
  readonly #change: StackChange;
  readonly #context: StackContext;
  readonly #scope: Scope;
  readonly #settled = new Map<string, StackResource>();
  /** The resources that wait for the one that is being settled. */
  readonly #path: string[] = [];
  /** Steps back, last first. */
  readonly #undo: (() => void)[] = [];
  readonly #replaced: StackResource[] = [];

  constructor(stack: Stack, change: StackChange, context: StackContext) {
    this.#stack = stack;
    this.#change = change;
    this.#context = context;
    const { kernel, exported } = context;
    const { template, parameters } = change;
    const resource = (logicalId: string): StackResource => this.#needed(logicalId);
    this.#scope = templateScope({ kernel, stack, template, parameters, resource, exported });
  }

  run(onFailure: (error: unknown) => void): void {
    try {
      for (const logicalId of Object.keys(this.#change.template.Resources ?? {})) this.#settle(logicalId);
      const { outputs, exports } = this.#outputs();
      this.#deleteRest();
      Object.assign(this.#stack, { outputs, exports, resources: this.#settled });
    } catch (error) {
      onFailure(error);
      this.#rollBack(error);
      throw error;
    }
  }

  #rollBack(cause: unknown): void {
    const failures: unknown[] = [];
    for (const step of this.#undo.reverse()) {
      try {
        step();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw new IncompleteRollback(cause, failures);
  }

  /** Bring a resource to what the template says, unless that is done, or its condition says that it is not to be. */
  #settle(logicalId: string): StackResource | undefined {
    const found = this.#settled.get(logicalId);
    const wanted = this.#change.template.Resources?.[logicalId];
    if (found !== undefined || wanted === undefined) return found;
    if (!this.#at(`${wanted.Type} ${logicalId}`, () => this.#isWanted(wanted))) return undefined;
    if (this.#path.includes(logicalId)) {
      const circle = [...this.#path.slice(this.#path.indexOf(logicalId)), logicalId].join(' -> ');
      throw new Error(`${this.#stack.name}: circular dependency between resources: ${circle}`);
    }
    this.#path.push(logicalId);
    for (const dependency of [wanted.DependsOn ?? []].flat()) this.#settle(dependency);
    const settled = this.#at(`${wanted.Type} ${logicalId}`, () => this.#bring(logicalId, wanted));
    this.#settled.set(logicalId, settled);
    this.#path.pop();
    return settled;
  }

  #isWanted({ Type, Condition }: TemplateResource): boolean {
    return Type !== METADATA_TYPE && (Condition === undefined || this.#scope.condition(Condition));
  }

  #bring(logicalId: string, wanted: TemplateResource): StackResource {
    const properties = resolveValue(wanted.Properties ?? {}, this.#scope) as Record<string, unknown>;
    const before = this.#stack.resources.get(logicalId);
    if (before === undefined) return this.#create(logicalId, wanted, properties);
    if (before.type !== wanted.Type) {
      throw new Error(
        `it was a ${before.type}; a resource cannot change its type, give the new one another logical id`,
      );
    }
    const names = new Set([...Object.keys(before.properties), ...Object.keys(properties)]);
    const changed = [...names].filter((name) => !isDeepStrictEqual(before.properties[name], properties[name]));
    const policies = policiesOf(wanted);
    if (changed.length === 0 && isDeepStrictEqual(before.stackTags, this.#change.tags))
      return { ...before, ...policies };
    const { replacedBy = [] } = this.#provider(wanted.Type);
    if (!changed.some((name) => replacedBy.includes(name))) return this.#update(before, wanted, properties);
    this.#replaced.push(before);
    return this.#create(logicalId, wanted, properties);
  }

  #create(logicalId: string, wanted: TemplateResource, properties: Record<string, unknown>): StackResource {
    const place = { logicalId, type: wanted.Type, ref: '' };
    const created = this.#tell(place, 'CREATE', () =>
      this.#make(logicalId, wanted, properties, undefined, (provider, request) => provider.create(request)),
    );
    this.#undo.push(() => {
      if (created.deletionPolicy === 'Retain') this.#stack.note(created, 'DELETE_SKIPPED');
      else this.#tell(created, 'DELETE', () => this.#delete(created));
    });
    return created;
  }

  #update(before: StackResource, wanted: TemplateResource, properties: Record<string, unknown>): StackResource {
    const { logicalId, nameSuffix } = before;
    const updated = this.#tell(before, 'UPDATE', () =>
      this.#make(logicalId, wanted, properties, nameSuffix, (provider, request) => {
        const after = provider.update?.(request, before) ?? this.#makeAgain(provider, request, before);
        if (after.ref === before.ref) return after;
        throw new Error(`the embedded cloud cannot change it in place: it would be ${after.ref} after ${before.ref}`);
      }),
    );
    this.#undo.push(() =>
      this.#tell(before, 'UPDATE', () => {
        const request = this.#request(before, () => before.nameSuffix ?? '');
        const provider = this.#provider(before.type);
        if (provider.update === undefined) this.#makeAgain(provider, request, updated);
        else provider.update(request, updated);
      }),
    );
    return updated;
  }

  /** The same name leads to the same resource again. */
  #makeAgain(provider: ResourceProvider, request: ResourceRequest, before: StackResource): CreatedResource {
    this.#delete(before);
    try {
      return provider.create(request);
    } catch (error) {
      provider.create(this.#request(before, () => before.nameSuffix ?? ''));
      throw error;
    }
  }

  #make(
    logicalId: string,
    wanted: TemplateResource,
    properties: Record<string, unknown>,
    suffix: string | undefined,
    run: (provider: ResourceProvider, request: ResourceRequest) => CreatedResource,
  ): StackResource {
    const { kernel } = this.#context;
    let nameSuffix = suffix;
    const drawn = (): string => {
      nameSuffix ??= kernel.random.hex(12);
      return nameSuffix;
    };
    const identity = { stackName: this.#stack.name, logicalId, properties, stackTags: this.#change.tags };
    const identifier = this.#change.imports?.[logicalId];
    const request = { ...this.#request(identity, drawn), ...(identifier !== undefined && { identifier }) };
    const { ref, attributes } = run(this.#provider(wanted.Type), request);
    if (identifier !== undefined && ref !== identifier)
      throw new Error(`a resource of this type cannot be imported as ${identifier}`);
    return { ...identity, type: wanted.Type, ref, attributes, nameSuffix, ...policiesOf(wanted) };
  }

  #request(
    {
      stackName,
      logicalId,
      properties,
      stackTags,
    }: Pick<StackResource, 'stackName' | 'logicalId' | 'properties' | 'stackTags'>,
    nameSuffix: () => string,
  ): ResourceRequest {
    return { stackName, logicalId, properties, stackTags, nameSuffix, assetPath: this.#change.assetPath };
  }

  /** What nobody wants any more goes in the reverse order of its making. A deletion that fails leaves the resource behind. */
  #deleteRest(): void {
    const gone = [...this.#stack.resources.values()].filter(({ logicalId }) => !this.#settled.has(logicalId));
    for (const resource of this.#replaced.reverse()) this.#deleteOrLeave(resource, resource.replacePolicy);
    for (const resource of gone.reverse()) this.#deleteOrLeave(resource, resource.deletionPolicy);
  }

  #deleteOrLeave(resource: StackResource, policy: string): void {
    if (policy.startsWith('Retain')) {
      this.#stack.note(resource, 'DELETE_SKIPPED');
      return;
    }
    try {
      this.#tell(resource, 'DELETE', () => this.#delete(resource));
    } catch {
      // The event has told it: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/troubleshooting.html
    }
  }

  #delete(resource: StackResource): void {
    deleteResource(resource, this.#context.providers);
  }

  #provider(type: string): ResourceProvider {
    const provider = this.#context.providers.get(type);
    if (provider === undefined) throw new Error('the embedded cloud does not know this type');
    return provider;
  }

  /** Events of the stack tell what is done to a resource, and how it ends. */
  #tell<Result>(
    place: Parameters<Stack['note']>[0],
    action: 'CREATE' | 'UPDATE' | 'DELETE',
    run: () => Result,
  ): Result {
    this.#stack.note(place, `${action}_IN_PROGRESS`);
    try {
      const result = run();
      const { ref = place.ref } = Object(result) as { readonly ref?: string };
      this.#stack.note({ ...place, ref }, `${action}_COMPLETE`);
      return result;
    } catch (error) {
      this.#stack.note(place, `${action}_FAILED`, error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  #outputs(): Pick<Stack, 'outputs' | 'exports'> {
    const outputs: Record<string, unknown> = {};
    const exports = new Map<string, string>();
    for (const [name, { Value, Condition, Export }] of Object.entries(this.#change.template.Outputs ?? {})) {
      this.#at(`output ${name}`, () => {
        if (Condition !== undefined && !this.#scope.condition(Condition)) return;
        outputs[name] = resolveValue(Value, this.#scope);
        if (Export !== undefined) exports.set(String(resolveValue(Export.Name, this.#scope)), String(outputs[name]));
      });
    }
    return { outputs, exports };
  }

  #needed(logicalId: string): StackResource {
    const settled = this.#settle(logicalId);
    if (settled === undefined)
      throw new Error(`the template refers to ${logicalId}, which is not in it or not to be made`);
    return settled;
  }

  /** Name the place of an error once: the innermost is the one to look at. */
  #at<Result>(place: string, run: () => Result): Result {
    try {
      return run();
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      if (reason.startsWith(`${this.#stack.name}: `)) throw cause;
      const [, logicalId = place] = place.split(' ');
      const isNamed = new RegExp(`\\b${logicalId}\\b`).test(reason);
      throw new Error(`${this.#stack.name}: ${isNamed ? '' : `${place}: `}${reason}`, { cause });
    }
  }
}
