/** Instance types whose sizes below `large` have more or less vCPUs than one. */
const SMALL: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t2: { nano: 1, micro: 1, small: 1, medium: 2 },
  t3: { nano: 2, micro: 2, small: 2, medium: 2 },
  t3a: { nano: 2, micro: 2, small: 2, medium: 2 },
  t4g: { nano: 2, micro: 2, small: 2, medium: 2 },
  m1: { large: 2, medium: 1, small: 1 },
};

/**
 * vCPUs of an instance type: two in a `large`, four in each `xlarge`; the sizes below differ.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html
 *
 * @throws `Error` for a type that is not known, such as one of bare metal
 */
export const vcpusOf = (instanceType: string): number => {
  const [family = '', size = ''] = instanceType.split('.');
  const known = SMALL[family]?.[size];
  if (known !== undefined) return known;
  if (size === 'medium') return 1;
  if (size === 'large') return 2;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  if (times === undefined) throw new Error(`how many vCPUs ${instanceType} has is not known`);
  return 4 * Number(times || 1);
};

/** Families that share a quota of running On-Demand instances; each other one is a quota of its own. */
const QUOTAS: readonly (readonly [name: string, families: RegExp])[] = [
  ['DL', /^dl\d/],
  ['High Memory', /^u/],
  ['HPC', /^hpc\d/],
  ['Inf', /^inf\d/],
  ['Trn', /^trn\d/],
  ['G and VT', /^(g|vt)\d/],
  ['Standard (A, C, D, H, I, M, R, T, Z)', /^(a|c|d|h|i|is|im|m|r|t|z)\d/],
];

/** The quota that an instance type counts towards: https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-quotas.html */
export const quotaOf = (instanceType: string): string =>
  QUOTAS.find(([, families]) => families.test(instanceType))?.[0] ?? instanceType.replace(/\d.*$/, '').toUpperCase();
