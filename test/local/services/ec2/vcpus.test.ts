import { describe, expect, it } from 'vitest';
import { quotaOf, vcpusOf } from '../../../../local/services/ec2/vcpus.ts';

const STANDARD = 'Standard (A, C, D, H, I, M, R, T, Z)';

describe('an instance type', () => {
  it.each([
    ['t2.micro', 1],
    ['t4g.nano', 2],
    ['t3.medium', 2],
    ['m7g.medium', 1],
    ['c7i.large', 2],
    ['m5.xlarge', 4],
    ['r6g.16xlarge', 64],
    ['c5.9xlarge', 36],
    ['c4.8xlarge', 36],
    ['c4.4xlarge', 16],
    ['d2.8xlarge', 36],
    ['c1.medium', 2],
    ['c1.xlarge', 8],
    ['m2.xlarge', 2],
    ['m2.4xlarge', 8],
    ['t1.micro', 1],
  ])('%s has %i vCPUs', (type, vcpus) => expect(vcpusOf(type)).toBe(vcpus));

  it.each([
    ['t4g.nano', STANDARD],
    ['im4gn.large', STANDARD],
    ['g5.xlarge', 'G and VT'],
    ['vt1.3xlarge', 'G and VT'],
    ['hpc7g.4xlarge', 'HPC'],
    ['dl1.24xlarge', 'DL'],
    ['inf2.xlarge', 'Inf'],
    ['trn1.2xlarge', 'Trn'],
    ['u-6tb1.56xlarge', 'High Memory'],
    ['p5.48xlarge', 'P'],
    ['x2idn.16xlarge', 'X'],
  ])('%s counts towards %s', (type, quota) => expect(quotaOf(type)).toBe(quota));

  it.each(['m7i.metal-24xl', 'hpc7a.12xlarge', 'hpc6a.48xlarge', 'hs1.8xlarge', 'm2.large', 't3.weird'])(
    'whose vCPUs are not known is named: %s',
    (type) => expect(() => vcpusOf(type)).toThrow(`how many vCPUs ${type} has is not known`),
  );
});
