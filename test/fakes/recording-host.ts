import type { Host } from '../../cli/host.ts';

/** A host that keeps what it is told. */
export const recordingHost = (): Host & { readonly lines: string[]; readonly shares: number[] } => {
  const lines: string[] = [];
  const shares: number[] = [];
  return {
    isInteractive: false,
    columns: 100,
    lines,
    shares,
    result: (told) => lines.push(...told),
    note: () => undefined,
    progress: (share) => shares.push(share),
    done: () => undefined,
    onInterrupt: () => () => undefined,
    untilInterrupted: () => new AbortController().signal,
  };
};
