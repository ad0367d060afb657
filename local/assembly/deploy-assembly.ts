import type { Kernel, ResourceProvider } from '../kernel.ts';
import { deployStack, type StackDeployment } from './deploy-stack.ts';
import type { Assembly } from './load-assembly.ts';
import { resolveParameters } from './resolve-parameters.ts';

export interface DeployRequest {
  readonly kernel: Kernel;
  readonly providers: Iterable<ResourceProvider>;
  /** Values of parameters, by stack and name. @default the defaults of the templates */
  readonly parameters?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Deploy all stacks of an assembly at the present instant, each resource after those it speaks of. Rules of templates are
 * not asserted: they speak of the bootstrap version only.
 *
 * @throws Error with stack, type and logical id at whatever the embedded cloud does not know
 */
export const deployAssembly = async (
  assembly: Assembly,
  request: DeployRequest,
): Promise<readonly StackDeployment[]> => {
  const { kernel, parameters = {} } = request;
  const providers = new Map([...request.providers].map((provider) => [provider.type, provider]));
  const exports = new Map<string, string>();
  const deployed: StackDeployment[] = [];
  for (const stack of assembly.stacks) {
    const values = await resolveParameters(stack.template, parameters[stack.name] ?? {}, async (name) => {
      const answer = await kernel.call('ssm', 'GetParameter', { Name: name }, { kind: 'operator' });
      return (answer as { readonly Parameter: { readonly Value: string } }).Parameter.Value;
    });
    deployed.push(
      deployStack(stack, { kernel, providers, exports, parameters: values, assetPath: assembly.assetPath }),
    );
  }
  return deployed;
};
