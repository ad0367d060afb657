import type { Log, LogFields } from '../../functions/middleware/log.ts';

export class RecordingLog implements Log {
  readonly lines: { readonly level: 'info' | 'error'; readonly message: string; readonly fields: LogFields }[] = [];

  info(message: string, fields: LogFields): void {
    this.lines.push({ level: 'info', message, fields });
  }

  error(message: string, fields: LogFields): void {
    this.lines.push({ level: 'error', message, fields });
  }
}
