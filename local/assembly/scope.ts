/** What the intrinsic functions of a template can ask for. */
export interface Scope {
  /** Resources, parameters and pseudo parameters. @throws Error when there is none of that name */
  readonly ref: (name: string) => unknown;
  /** @throws Error when the resource has no such attribute */
  readonly attribute: (logicalId: string, name: string) => string;
  readonly condition: (name: string) => boolean;
  /** @throws Error when the mapping has no such value */
  readonly mapped: (map: string, first: string, second: string) => unknown;
  /** @throws Error when no stack exports it */
  readonly imported: (name: string) => string;
  readonly zones: (region: string) => readonly string[];
  readonly region: string;
}

/** What `AWS::NoValue` is: the property or item it stands for is not there. */
export const NO_VALUE = Symbol('AWS::NoValue');
