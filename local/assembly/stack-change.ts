import type { Kernel, ResourceProvider, ResourceRequest } from '../kernel.ts';
import type { Template } from './template.ts';

/** What resources are made with. */
export interface StackContext {
  readonly kernel: Kernel;
  readonly providers: ReadonlyMap<string, ResourceProvider>;
  readonly exported: (name: string) => string | undefined;
}

/** What a stack is to become. */
export interface StackChange {
  readonly template: Template;
  readonly parameters: ReadonlyMap<string, unknown>;
  readonly tags: Readonly<Record<string, string>>;
  /** Resources that exist already, by logical id with what identifies them. @default none */
  readonly imports?: Readonly<Record<string, string>>;
  readonly assetPath: ResourceRequest['assetPath'];
}
