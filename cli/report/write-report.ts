import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { decisionsCsv, seriesCsv } from './csv-report.ts';
import { htmlReport } from './html-report.ts';
import type { Report } from './report.ts';
import { writeWhole } from './write-whole.ts';

/** Everything that a report consists of, by the names it has in its folder. */
export const REPORT_FILES = ['report.json', 'series.csv', 'decisions.csv', 'report.html'] as const;

/** Write the report's files. Each appears whole or not at all. */
export const writeReport = (report: Report, folder: string): readonly string[] => {
  mkdirSync(folder, { recursive: true });
  const texts: Readonly<Record<(typeof REPORT_FILES)[number], string>> = {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'series.csv': seriesCsv(report.tiers),
    'decisions.csv': decisionsCsv(report.decisions),
    'report.html': htmlReport(report),
  };
  return REPORT_FILES.map((name) => {
    const path = join(folder, name);
    writeWhole(path, texts[name]);
    return path;
  });
};
