import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { HpaRules } from '../../../../../core/blueprint/model.ts';
import { chooseReplicas, type Tolerance } from '../../../../../core/scaling/policies/hpa/choose-replicas.ts';
import { type LimitedReplicas, limitRate } from '../../../../../core/scaling/policies/hpa/limit-rate.ts';
import { type Recommendation, stabilise } from '../../../../../core/scaling/policies/hpa/stabilise.ts';
import { type PodsInput, replicasForPods } from './kubernetes-case.ts';

const file = join(process.env['RUBATO_VECTORS'] ?? '../shared/vectors', 'hpa.json');

interface Vector {
  readonly id: string;
  readonly kind: keyof typeof answers;
  readonly input: never;
  readonly expected: Readonly<Record<string, unknown>>;
}

interface TotalInput {
  readonly currentReplicas: number;
  readonly readyPods: number;
  readonly values: readonly number[];
  readonly targetValue: number;
  readonly tolerance: Tolerance;
}

interface AverageInput {
  readonly statusReplicas: number;
  readonly values: readonly number[];
  readonly targetAverageValue: number;
  readonly tolerance: Tolerance;
}

interface RateInput {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly scaleUp: HpaRules;
  readonly scaleDown: HpaRules;
  readonly scaleUpEvents: readonly { readonly change: number; readonly ageSeconds: number }[];
  readonly scaleDownEvents: readonly { readonly change: number; readonly ageSeconds: number }[];
}

interface WindowInput {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly scaleUpWindowSeconds: number;
  readonly scaleDownWindowSeconds: number;
  readonly recommendations: readonly Recommendation[];
}

interface OldWindowInput {
  readonly desiredReplicas: number;
  readonly downscaleStabilizationSeconds: number;
  readonly recommendations: readonly Recommendation[];
}

type Answer = Readonly<Record<string, unknown>>;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const forTotal = ({ currentReplicas: current, readyPods, values, targetValue, tolerance }: TotalInput): Answer => {
  const measured = { replicas: readyPods, ratio: sum(values) / targetValue };
  return { replicas: chooseReplicas({ current, measured, assumed: null, tolerance }), usage: sum(values) };
};

const forAverage = ({ statusReplicas, values, targetAverageValue, tolerance }: AverageInput): Answer => {
  const measured = { replicas: statusReplicas, ratio: sum(values) / (targetAverageValue * statusReplicas) };
  const replicas = chooseReplicas({ current: statusReplicas, measured, assumed: null, tolerance });
  return { replicas, usage: Math.ceil(sum(values) / statusReplicas) };
};

const rate = (input: RateInput): LimitedReplicas =>
  limitRate(input.desiredReplicas, {
    current: input.currentReplicas,
    min: input.minReplicas,
    max: input.maxReplicas,
    scaleUp: input.scaleUp,
    scaleDown: input.scaleDown,
    events: [...input.scaleUpEvents, ...input.scaleDownEvents.map((event) => ({ ...event, change: -event.change }))],
  });

const unlimited: HpaRules = { tolerance: 0, stabilizationWindowSeconds: 0, selectPolicy: 'Max', policies: [] };

/** Before there were scaling policies: up to double, or to four. */
const oldRate = (input: RateInput): Answer => {
  const policies = [
    { type: 'Percent', value: 100, periodSeconds: 60 },
    { type: 'Pods', value: 4 - input.currentReplicas, periodSeconds: 60 },
  ] as const;
  const scaleUp = { ...unlimited, policies };
  return { ...rate({ ...input, scaleUp, scaleDown: unlimited, scaleUpEvents: [], scaleDownEvents: [] }) };
};

const beyond = { minReplicas: 0, maxReplicas: 1e9, scaleUp: unlimited, scaleDown: unlimited };

/** How each kind of vector asks our engine. */
const answers = {
  resourceUtilization: (input: PodsInput): Answer => {
    const { replicas, usage } = replicasForPods(input);
    return { replicas, utilizationPercent: usage };
  },
  podsAverageValue: (input: PodsInput): Answer => replicasForPods(input),
  objectValue: forTotal,
  externalValue: forTotal,
  objectAverageValue: forAverage,
  externalAverageValue: forAverage,
  behaviorRate: (input: RateInput): Answer => ({ ...rate(input) }),
  legacyConvertRules: oldRate,
  behaviorStabilize: (input: WindowInput): Answer => {
    const windows = { up: input.scaleUpWindowSeconds, down: input.scaleDownWindowSeconds };
    return { replicas: stabilise(input.desiredReplicas, input.currentReplicas, input.recommendations, windows) };
  },
  // Before there was a window on the way up: the most of the window, whatever there is now.
  legacyStabilize: (input: OldWindowInput): Answer => {
    const windows = { up: 0, down: input.downscaleStabilizationSeconds };
    const current = Number.POSITIVE_INFINITY;
    return { replicas: stabilise(input.desiredReplicas, current, input.recommendations, windows) };
  },
  scaleUpLimit: (input: RateInput): Answer => ({
    replicas: rate({ ...beyond, ...input, desiredReplicas: 1e9 }).replicas,
  }),
  scaleDownLimit: (input: RateInput): Answer => ({
    replicas: rate({ ...beyond, ...input, desiredReplicas: 0 }).replicas,
  }),
};

const isThere = existsSync(file);
if (!isThere) process.stdout.write(`skipped: there is no ${file}; RUBATO_VECTORS names the folder of the vectors\n`);

describe.skipIf(!isThere)(`the Horizontal Pod Autoscaler's own tests, from RUBATO_VECTORS, ${file}`, () => {
  const vectors: readonly Vector[] = isThere ? JSON.parse(readFileSync(file, 'utf8')).vectors : [];

  it('has all 67', () => {
    expect(vectors).toHaveLength(67);
  });

  it.each(vectors)('$kind: $id', ({ kind, input, expected }) => {
    expect(answers[kind](input)).toEqual(expected);
  });
});
