/**
 * Stands in for a module of Node that the sandbox does not have. Bundles load such modules without ever using them (the
 * SDK's credential providers name `child_process`), so only the use of one is refused, and that ends the run.
 */
export const refusedModule = (name: string, onUse: (error: Error) => void): object =>
  new Proxy(
    {},
    {
      get: (_target, member) => {
        if (typeof member === 'symbol' || member === '__esModule' || member === 'then') return undefined;
        // A function expression, not an arrow: bundles extend classes of modules that they never use.
        return function refused(): never {
          const error = new Error(`a function used ${name}.${member}, which the embedded cloud does not offer`);
          onUse(error);
          throw error;
        };
      },
    },
  );
