import { whyNot } from './report/why-not.ts';

/** Where a command's words go: a terminal, a pipe or a program. Results to standard output, everything else to standard error. */
export interface Host {
  readonly isInteractive: boolean;
  readonly columns: number;
  /** What the command was asked for. */
  result(lines: readonly string[]): void;
  /** One line about what is going on. */
  note(text: string): void;
  /** How far it is; on a terminal it replaces the last progress, elsewhere it is a line now and then. */
  progress(share: number, text: string): void;
  /** The progress is over. */
  done(): void;
  /** Run an action when the person interrupts the command (Ctrl-C), before those of earlier calls; returns the way to forget it. */
  onInterrupt(action: () => void): () => void;
  /** For a command that runs until it is interrupted, and then ends by itself. */
  untilInterrupted(): AbortSignal;
}

/** Lines of progress where there is no terminal: one for each tenth. */
const TENTHS = 10;

/** Signals by number, as shells report them in exit codes. */
const INTERRUPTS = { SIGINT: { number: 2, name: 'Ctrl-C' }, SIGTERM: { number: 15, name: 'SIGTERM' } } as const;
const SIGPIPE = 13;
const FAILED = 1;

export const processHost = (output: NodeJS.WriteStream, errors: NodeJS.WriteStream): Host => {
  const isInteractive = errors.isTTY === true;
  let isDrawn = false;
  let lastTenth = -1;
  const cleanups = new Set<() => void>();
  let ending: AbortController | undefined;
  const interrupt = (signal: keyof typeof INTERRUPTS): void => {
    clear();
    if (ending !== undefined) {
      ending.abort();
      return;
    }
    for (const cleanup of [...cleanups].toReversed()) cleanup();
    // What a command writes it writes at its end, all at once.
    errors.write(`stopped by ${INTERRUPTS[signal].name}; nothing was written\n`);
    process.exit(128 + INTERRUPTS[signal].number);
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  // Whoever reads a pipe may have read enough; a disk may be full.
  output.on('error', (cause: NodeJS.ErrnoException) => {
    if (cause.code !== 'EPIPE') errors.write(`standard output ${whyNot(cause)}\n`);
    process.exit(cause.code === 'EPIPE' ? 128 + SIGPIPE : FAILED);
  });
  const clear = (): void => {
    if (isDrawn) errors.write('\r\u001b[K');
    isDrawn = false;
  };
  return {
    isInteractive,
    columns: output.columns ?? 100,
    result: (lines) => {
      clear();
      output.write(`${lines.join('\n')}\n`);
    },
    note: (text) => {
      clear();
      errors.write(`${text}\n`);
    },
    progress: (share, text) => {
      if (isInteractive) {
        const width = 24;
        const filled = Math.round(share * width);
        const line = `${'━'.repeat(filled)}${'─'.repeat(width - filled)} ${Math.round(share * 100)} %  ${text}`;
        errors.write(`\r\u001b[K${line.slice(0, (errors.columns ?? 100) - 1)}`);
        isDrawn = true;
        return;
      }
      const tenth = Math.floor(share * TENTHS);
      if (tenth === lastTenth) return;
      lastTenth = tenth;
      errors.write(`${Math.round(share * 100)} %  ${text}\n`);
    },
    done: clear,
    onInterrupt: (action) => {
      cleanups.add(action);
      return () => cleanups.delete(action);
    },
    untilInterrupted: () => {
      ending ??= new AbortController();
      return ending.signal;
    },
  };
};

/** For a run whose words nobody wants. */
export const silentHost: Host = {
  isInteractive: false,
  columns: 100,
  result: () => undefined,
  note: () => undefined,
  progress: () => undefined,
  done: () => undefined,
  onInterrupt: () => () => undefined,
  untilInterrupted: () => new AbortController().signal,
};
