import {
  chooseReplicas,
  type Tolerance,
  type Usage,
} from '../../../../../core/scaling/policies/hpa/choose-replicas.ts';

/** A pod as Kubernetes' own tests describe it; ages in seconds before now. */
export interface Pod {
  readonly name: string;
  readonly phase: string;
  readonly ready: boolean;
  readonly startAgeSeconds: number;
  readonly readyTransitionAgeSeconds: number;
  readonly metricAgeSeconds: number;
  readonly metricWindowSeconds: number;
  readonly deleted: boolean;
  /** Milli-units; null: the metric is no resource. */
  readonly request: number | null;
}

export interface PodsInput {
  readonly currentReplicas: number;
  readonly targetUtilization?: number;
  readonly targetAverageValue?: number;
  readonly tolerance: Tolerance;
  readonly cpuInitializationSeconds: number;
  readonly initialReadinessDelaySeconds: number;
  readonly pods: readonly Pod[];
  readonly metrics: readonly { readonly name: string; readonly usage: number }[];
}

/** One pod that counts: what it asked for and what it uses, or is taken to use. */
interface Measured {
  readonly request: number;
  readonly usage: number;
}

/**
 * From pods to the ratios that `chooseReplicas` is given: instances are ready or they are not, pods have phases,
 * grace periods and metrics that are missing.
 * https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details
 */
export function replicasForPods(input: PodsInput): { readonly replicas: number; readonly usage: number } {
  const target = input.targetUtilization ?? input.targetAverageValue ?? Number.NaN;
  const { known, unready, missing } = sortPods(input);
  const measured = usageOf(input, known, target);
  const isUp = measured.ratio > 1;
  const assumed = [
    ...missing.map((pod) => ({ request: requestOf(pod), usage: isUp ? 0 : fullUse(input, pod) })),
    ...(isUp ? unready.map((pod) => ({ request: requestOf(pod), usage: 0 })) : []),
  ];
  const replicas = chooseReplicas({
    current: input.currentReplicas,
    measured,
    assumed: assumed.length === 0 ? null : usageOf(input, [...known, ...assumed], target),
    tolerance: input.tolerance,
  });
  return { replicas, usage: Math.round(measured.ratio * target) };
}

function sortPods(input: PodsInput) {
  const known: Measured[] = [];
  const unready: Pod[] = [];
  const missing: Pod[] = [];
  for (const pod of input.pods) {
    const usage = input.metrics.find(({ name }) => name === pod.name)?.usage;
    if (pod.deleted || pod.phase === 'Failed') continue;
    if (pod.phase === 'Pending') unready.push(pod);
    else if (usage === undefined) missing.push(pod);
    else if (input.targetUtilization !== undefined && isUnready(input, pod)) unready.push(pod);
    else known.push({ request: requestOf(pod), usage });
  }
  return { known, unready, missing };
}

/** Only CPU is not believed while a pod starts. */
function isUnready({ cpuInitializationSeconds, initialReadinessDelaySeconds }: PodsInput, pod: Pod): boolean {
  if (pod.startAgeSeconds < cpuInitializationSeconds) {
    const isBeforeReady = pod.metricAgeSeconds > pod.readyTransitionAgeSeconds - pod.metricWindowSeconds;
    return !pod.ready || isBeforeReady;
  }
  return !pod.ready && pod.startAgeSeconds - initialReadinessDelaySeconds < pod.readyTransitionAgeSeconds;
}

/** Whole percent of what was asked for, or the whole average. */
function usageOf(input: PodsInput, pods: readonly Measured[], target: number): Usage {
  const usage = pods.reduce((sum, pod) => sum + pod.usage, 0);
  const request = pods.reduce((sum, pod) => sum + pod.request, 0);
  const share = input.targetUtilization === undefined ? usage / pods.length : (100 * usage) / request;
  return { replicas: pods.length, ratio: Math.floor(share) / target };
}

const requestOf = (pod: Pod): number => pod.request ?? 0;

/** What a pod without a metric is taken to use on the way down. */
const fullUse = ({ targetUtilization, targetAverageValue = 0 }: PodsInput, pod: Pod): number =>
  targetUtilization === undefined ? targetAverageValue : (requestOf(pod) * Math.max(100, targetUtilization)) / 100;
