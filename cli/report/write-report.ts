import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { decisionsCsv, seriesCsv } from './csv-report.ts';
import { htmlReport } from './html-report.ts';
import type { Report } from './report.ts';
import { writeWhole } from './write-whole.ts';

/** Everything that a report consists of, by the names it has in its folder. */
export const REPORT_FILES = ['report.json', 'series.csv', 'decisions.csv', 'report.html'] as const;

/**
 * Write the report's files: all of them, each whole, or none.
 *
 * @throws `UsageError` with the file that cannot be written and why
 */
export const writeReport = (report: Report, folder: string): readonly string[] => {
  mkdirSync(folder, { recursive: true });
  const texts: Readonly<Record<(typeof REPORT_FILES)[number], string>> = {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'series.csv': seriesCsv(report.tiers),
    'decisions.csv': decisionsCsv(report.decisions),
    'report.html': htmlReport(report, folder),
  };
  writeWhole(Object.fromEntries(REPORT_FILES.map((name) => [join(folder, name), texts[name]])));
  return REPORT_FILES.map((name) => join(folder, name));
};
