import type { CreatedResource, Kernel, ResourceProvider } from '../kernel.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import type { AssemblyStack } from './load-assembly.ts';
import { pseudoParameter } from './pseudo-parameter.ts';
import { resolveValue } from './resolve-value.ts';
import { NO_VALUE, type Scope } from './scope.ts';
import type { TemplateResource } from './template.ts';

export interface StackContext {
  readonly kernel: Kernel;
  readonly providers: ReadonlyMap<string, ResourceProvider>;
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly assetPath: (s3Key: string) => string;
  /** Values that stacks export to those after them; this stack adds its own. */
  readonly exports: Map<string, string>;
}

/** A stack as it was deployed. */
export interface StackDeployment {
  readonly name: string;
  readonly outputs: Readonly<Record<string, unknown>>;
  readonly resources: ReadonlyMap<string, DeployedResource>;
}

export interface DeployedResource extends CreatedResource {
  readonly type: string;
}

/**
 * Create the resources of a stack, each after those that it refers to or depends on.
 *
 * @throws Error with stack, type and logical id
 */
export const deployStack = (stack: AssemblyStack, context: StackContext): StackDeployment => {
  const deployer = new StackDeployer(stack, context);
  for (const logicalId of Object.keys(stack.template.Resources ?? {})) deployer.create(logicalId);
  return { name: stack.name, outputs: deployer.outputs(), resources: deployer.created };
};

/** Leaves no trace, and stands for nothing. */
const METADATA_TYPE = 'AWS::CDK::Metadata';

class StackDeployer {
  readonly created = new Map<string, DeployedResource>();
  readonly #stack: AssemblyStack;
  readonly #context: StackContext;
  readonly #scope: Scope;
  readonly #conditions = new Map<string, boolean>();
  /** The resources that wait for the one that is being created. */
  readonly #path: string[] = [];
  readonly #stackId: string;

  constructor(stack: AssemblyStack, context: StackContext) {
    const { partition, region, account, random } = context.kernel;
    this.#stack = stack;
    this.#context = context;
    this.#stackId = `arn:${partition}:cloudformation:${region}:${account}:stack/${stack.name}/${random.uuid()}`;
    this.#scope = {
      region,
      zones: (of) => ['a', 'b', 'c'].map((letter) => `${of}${letter}`),
      ref: (name) => this.#ref(name),
      attribute: (logicalId, name) => this.#attribute(logicalId, name),
      condition: (name) => this.#condition(name),
      mapped: (...keys) => this.#mapped(...keys),
      imported: (name) => this.#imported(name),
    };
  }

  /** Create a resource unless it is there, or its condition says that it is not to be. */
  create(logicalId: string): DeployedResource | undefined {
    const found = this.created.get(logicalId);
    const resource = this.#stack.template.Resources?.[logicalId];
    if (found !== undefined || resource === undefined || !this.#isWanted(resource)) return found;
    if (this.#path.includes(logicalId)) {
      const circle = [...this.#path.slice(this.#path.indexOf(logicalId)), logicalId].join(' -> ');
      throw new Error(`${this.#stack.name}: circular dependency between resources: ${circle}`);
    }
    this.#path.push(logicalId);
    for (const dependency of [resource.DependsOn ?? []].flat()) this.create(dependency);
    const created = { type: resource.Type, ...this.#createAt(logicalId, resource) };
    this.created.set(logicalId, created);
    this.#path.pop();
    return created;
  }

  outputs(): Record<string, unknown> {
    const outputs: Record<string, unknown> = {};
    for (const [name, { Value, Condition, Export }] of Object.entries(this.#stack.template.Outputs ?? {})) {
      if (Condition !== undefined && !this.#condition(Condition)) continue;
      const value = this.#at(`output ${name}`, () => resolveValue(Value, this.#scope));
      outputs[name] = value;
      if (Export !== undefined)
        this.#context.exports.set(String(resolveValue(Export.Name, this.#scope)), String(value));
    }
    return outputs;
  }

  #isWanted({ Type, Condition }: TemplateResource): boolean {
    return Type !== METADATA_TYPE && (Condition === undefined || this.#condition(Condition));
  }

  #createAt(logicalId: string, { Type, Properties = {} }: TemplateResource): CreatedResource {
    return this.#at(`${Type} ${logicalId}`, () => {
      const provider = this.#context.providers.get(Type);
      if (provider === undefined) throw new Error('the embedded cloud does not know this type');
      const identifier = this.#stack.imports?.[logicalId];
      const created = provider.create({
        stackName: this.#stack.name,
        logicalId,
        properties: resolveValue(Properties, this.#scope) as Record<string, unknown>,
        stackTags: this.#stack.tags,
        ...(identifier !== undefined && { identifier }),
        assetPath: this.#context.assetPath,
      });
      if (identifier !== undefined && created.ref !== identifier)
        throw new Error(`a resource of this type cannot be imported as ${identifier}`);
      return created;
    });
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

  #ref(name: string): unknown {
    if (name === 'AWS::NoValue') return NO_VALUE;
    if (this.#context.parameters.has(name)) return this.#context.parameters.get(name);
    return pseudoParameter(name, this.#context.kernel, this.#stack.name, this.#stackId) ?? this.#needed(name).ref;
  }

  #attribute(logicalId: string, name: string): string {
    const { type, attributes } = this.#needed(logicalId);
    const value = attributes[name];
    if (value === undefined) {
      throw new Error(
        `${type} ${logicalId} has no attribute ${name} in the embedded cloud; it has ${Object.keys(attributes).join(', ') || 'none'}`,
      );
    }
    return value;
  }

  #needed(logicalId: string): DeployedResource {
    const created = this.create(logicalId);
    if (created === undefined)
      throw new Error(`the template refers to ${logicalId}, which is not in it or not to be made`);
    return created;
  }

  #condition(name: string): boolean {
    const known = this.#conditions.get(name);
    if (known !== undefined) return known;
    const condition = this.#stack.template.Conditions?.[name];
    if (condition === undefined) throw new Error(`${this.#stack.name}: the template has no condition ${name}`);
    const value = this.#at(`condition ${name}`, () => evaluateCondition(condition, this.#scope, resolveValue));
    this.#conditions.set(name, value);
    return value;
  }

  #mapped(map: string, first: string, second: string): unknown {
    const value = this.#stack.template.Mappings?.[map]?.[first]?.[second];
    if (value === undefined) throw new Error(`the mapping ${map} has nothing at ${first}, ${second}`);
    return value;
  }

  #imported(name: string): string {
    const value = this.#context.exports.get(name);
    if (value === undefined) throw new Error(`no stack deployed before exports ${name}`);
    return value;
  }
}
