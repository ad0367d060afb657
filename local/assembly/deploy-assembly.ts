import { AwsError, type Kernel, type ResourceProvider } from '../kernel.ts';
import { changeStack } from './change-stack.ts';
import type { Assembly } from './load-assembly.ts';
import { allParameters, resolveParameters } from './resolve-parameters.ts';
import type { Stack } from './stack.ts';
import { Stacks } from './stacks.ts';

export interface DeployRequest {
  readonly kernel: Kernel;
  readonly providers: Iterable<ResourceProvider>;
  /** Values of parameters, by stack and name. @default the defaults of the templates */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The stacks of the account. @default none so far */
  readonly stacks?: Stacks;
}

/**
 * Deploy all stacks of an assembly at the present instant, each resource after those it speaks of. Rules of templates are
 * not asserted: they speak of the bootstrap version only, and a loaded assembly needs no bootstrap stack.
 *
 * @throws Error with stack, type and logical id at whatever the embedded cloud does not know
 */
export const deployAssembly = async (assembly: Assembly, request: DeployRequest): Promise<readonly Stack[]> => {
  const { kernel, parameters = {}, stacks = new Stacks(kernel) } = request;
  const providers = new Map([...request.providers].map((provider) => [provider.type, provider]));
  const context = { kernel, providers, exported: (name: string) => stacks.exported(name) };
  const deployed: Stack[] = [];
  for (const { name, template, tags, imports = {} } of assembly.stacks) {
    const given = parameters[name] ?? {};
    const values = await resolveParameters(template, given, (stored) => readStored(kernel, stored));
    const before = stacks.find(name);
    const stack = before ?? stacks.create(name);
    const change = { template, parameters: values, tags, imports, assetPath: assembly.assetPath };
    const kind = before === undefined ? 'CREATE' : 'UPDATE';
    stack.enter(`${kind}_IN_PROGRESS`, 'User Initiated');
    changeStack(stack, kind, change, context);
    Object.assign(stack, { templateText: JSON.stringify(template), parameters: allParameters(template, given) });
    deployed.push(stack);
  }
  return deployed;
};

const readStored = async (kernel: Kernel, name: string): Promise<string> => {
  try {
    const answer = await kernel.call('ssm', 'GetParameter', { Name: name }, { kind: 'operator' });
    return (answer as { readonly Parameter: { readonly Value: string } }).Parameter.Value;
  } catch (error) {
    const isMissing = error instanceof AwsError && error.code === 'ParameterNotFound';
    if (isMissing && /^\/cdk-bootstrap\/\w+\/version$/.test(name)) return BOOTSTRAP_VERSION;
    throw error;
  }
};

/** Recent enough for any assembly: https://docs.aws.amazon.com/cdk/v2/guide/bootstrapping-env.html#bootstrap-template-history */
const BOOTSTRAP_VERSION = '28';
