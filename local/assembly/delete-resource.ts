import type { ResourceProvider } from '../kernel.ts';
import type { StackResource } from './stack.ts';

/** @throws Error when the embedded cloud cannot delete resources of that type */
export const deleteResource = (resource: StackResource, providers: ReadonlyMap<string, ResourceProvider>): void => {
  const provider = providers.get(resource.type);
  if (provider?.delete === undefined) throw new Error(`the embedded cloud cannot delete a ${resource.type}`);
  provider.delete(resource);
};
