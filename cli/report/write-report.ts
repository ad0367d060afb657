import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { decisionsCsv, seriesCsv } from './csv-report.ts';
import { htmlReport } from './html-report.ts';
import type { Report } from './report.ts';
import { writeWhole } from './write-whole.ts';

/** Write the report's files. Each appears whole or not at all. */
export const writeReport = (report: Report, folder: string): readonly string[] => {
  mkdirSync(folder, { recursive: true });
  const files: Readonly<Record<string, string>> = {
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'series.csv': seriesCsv(report.tiers),
    'decisions.csv': decisionsCsv(report.decisions),
    'report.html': htmlReport(report),
  };
  return Object.entries(files).map(([name, text]) => {
    const path = join(folder, name);
    writeWhole(path, text);
    return path;
  });
};
