/**
 * Sizes that differ from the rule of `vcpusOf`: those below `large`, and of older families.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html (T), .../pg.html (C1, C4, M1, M2, T1), .../so.html (D2)
 */
const DIFFERENT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  t1: { micro: 1 },
  t2: { nano: 1, micro: 1, small: 1, medium: 2 },
  t3: { nano: 2, micro: 2, small: 2, medium: 2 },
  t3a: { nano: 2, micro: 2, small: 2, medium: 2 },
  t4g: { nano: 2, micro: 2, small: 2, medium: 2 },
  c1: { medium: 2, xlarge: 8 },
  c4: { '8xlarge': 36 },
  d2: { '8xlarge': 36 },
  m1: { small: 1 },
  m2: { xlarge: 2, '2xlarge': 4, '4xlarge': 8 },
};

/**
 * Families of which nothing but what is listed is known: an hpc7a.12xlarge has 24, an hpc6a.48xlarge 96 and an hpc7g.16xlarge 64, by
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/hpc.html; HS1 is no longer on a page.
 */
const BY_NO_RULE = /^(c1|m2|hs1|hpc\d\w*)$/;

/**
 * vCPUs of an instance type: one in a `medium`, two in a `large`, four in each `xlarge`, but for what differs.
 * https://docs.aws.amazon.com/ec2/latest/instancetypes/gp.html, .../ac.html, .../so.html, .../pg.html; of types that are newer than these it is unverified.
 *
 * @throws `Error` for a type of which that is not known, such as one of bare metal
 */
export const vcpusOf = (instanceType: string): number => {
  const [family = '', size = ''] = instanceType.split('.');
  const known = DIFFERENT[family]?.[size];
  if (known !== undefined) return known;
  const vcpus = BY_NO_RULE.test(family) ? undefined : vcpusOfSize(size);
  if (vcpus === undefined) throw new Error(`how many vCPUs ${instanceType} has is not known`);
  return vcpus;
};

const vcpusOfSize = (size: string): number | undefined => {
  if (size === 'medium') return 1;
  if (size === 'large') return 2;
  const [, times] = /^(\d*)xlarge$/.exec(size) ?? [];
  return times === undefined ? undefined : 4 * Number(times || 1);
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
