import type { Flow, Step, Visit } from '../model.ts';
import { runStrands } from '../run-strands.ts';
import type { StateType } from '../state-type.ts';

/** https://docs.aws.amazon.com/step-functions/latest/dg/state-parallel.html */
export const parallelState: StateType = {
  fields: {
    JSONata: ['Branches', 'Arguments', 'Output', 'Assign'],
    JSONPath: ['Branches', 'InputPath', 'Parameters', 'ResultSelector', 'ResultPath', 'OutputPath', 'Assign'],
  },
  hasTransition: true,
  canFail: true,
  compile: ({ fields, language, next, compileFlow }) => {
    const branches = fields.objects('Branches').map((branch) => {
      branch.allow(['StartAt', 'States']);
      return compileFlow(branch);
    });
    if (branches.length === 0) throw fields.invalid('Branches', 'at least one branch');
    const flow = language.workFlow(fields);
    return async (visit): Promise<Step> => {
      const input = await flow.prepare(visit.scope);
      const result = await runBranches(branches, input, visit);
      return { ...(await flow.complete(visit.scope, result)), next };
    };
  },
};

const runBranches = async (branches: readonly Flow[], input: unknown, visit: Visit): Promise<readonly unknown[]> => {
  const { strand, runner } = visit;
  strand.record('ParallelStateStarted');
  const results: unknown[] = new Array(branches.length);
  await runStrands(strand, {
    count: branches.length,
    concurrency: 0,
    begin: () => strand.fork(),
    run: async (branch, index) => {
      const flow = branches[index];
      if (flow !== undefined) results[index] = await runner.run(flow, input, branch);
    },
  });
  const lastEventId = strand.lastEventId;
  strand.record('ParallelStateSucceeded');
  strand.lastEventId = lastEventId; // AWS records ParallelStateExited as following the branch that ended last.
  return results;
};
