import { expect, it } from 'vitest';
import { ReportTrail } from '../../../cli/explain/report-trail.ts';
import { decisionTrailContract } from '../../contracts/decision-trail.contract.ts';
import { aReport } from '../report/builders.ts';

decisionTrailContract('the report of a simulation', async ({ decisions, outcomes }) => {
  const report = aReport({
    decisions: decisions.map(({ id, ...decision }) => ({
      ...decision,
      subject: `${decision.kind === 'environment' ? 'environment' : 'tier'} ${id}`,
    })),
    outcomes,
  });
  return new ReportTrail(JSON.stringify(report), 'report.json');
});

it.each([
  ['is not JSON', 'no', 'report.json: is not JSON'],
  ['is of another program', '{}', 'report.json: run: Invalid input'],
])('refuses a report that %s', (_, text, says) => {
  expect(() => new ReportTrail(text, 'report.json')).toThrow(says);
});
