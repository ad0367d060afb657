import { AwsError } from '../../kernel.ts';

export const POOL_STATES = ['Stopped', 'Running', 'Hibernated'] as const;
export type PoolState = (typeof POOL_STATES)[number];

/** https://docs.aws.amazon.com/autoscaling/ec2/APIReference/API_WarmPoolConfiguration.html */
export interface WarmPool {
  readonly poolState: PoolState;
  readonly minSize: number;
  /** Of group and pool together; the maximum of the group where it is undefined. */
  readonly maxPreparedCapacity: number | undefined;
  readonly isReusedOnScaleIn: boolean;
  /** Its instances are being ended, then it is gone. */
  readonly isPendingDelete: boolean;
}

export interface WarmPoolSettings {
  readonly poolState?: string | undefined;
  readonly minSize?: number | undefined;
  /** -1 takes it away again. */
  readonly maxPreparedCapacity?: number | undefined;
  readonly isReusedOnScaleIn?: boolean | undefined;
}

/**
 * The pool with these settings; what they do not name stays as it was. The words of the refusals are unverified.
 *
 * @throws `AwsError` ValidationError
 */
export const readWarmPool = (before: WarmPool | undefined, settings: WarmPoolSettings): WarmPool => {
  const poolState = settings.poolState ?? before?.poolState ?? 'Stopped';
  const minSize = settings.minSize ?? before?.minSize ?? 0;
  const maxPreparedCapacity = settings.maxPreparedCapacity ?? before?.maxPreparedCapacity ?? -1;
  const known = POOL_STATES.find((state) => state === poolState);
  if (known === undefined) throw refusal('PoolState', poolState, `one of ${POOL_STATES.join(', ')}`);
  if (!(minSize >= 0)) throw refusal('MinSize', minSize, 'at least 0');
  if (!(maxPreparedCapacity >= -1)) throw refusal('MaxGroupPreparedCapacity', maxPreparedCapacity, 'at least -1');
  return {
    poolState: known,
    minSize,
    maxPreparedCapacity: maxPreparedCapacity === -1 ? undefined : maxPreparedCapacity,
    isReusedOnScaleIn: settings.isReusedOnScaleIn ?? before?.isReusedOnScaleIn ?? false,
    isPendingDelete: false,
  };
};

export const describeWarmPool = (pool: WarmPool) => ({
  MinSize: pool.minSize,
  ...(pool.maxPreparedCapacity === undefined ? {} : { MaxGroupPreparedCapacity: pool.maxPreparedCapacity }),
  PoolState: pool.poolState,
  ...(pool.isPendingDelete ? { Status: 'PendingDelete' } : {}),
  InstanceReusePolicy: { ReuseOnScaleIn: pool.isReusedOnScaleIn },
});

const refusal = (name: string, value: string | number, allowed: string): AwsError =>
  new AwsError('ValidationError', `${name} is ${value}; it must be ${allowed}`);
