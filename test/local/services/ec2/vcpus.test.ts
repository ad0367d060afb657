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

  it('whose vCPUs are not known is named', () => expect(() => vcpusOf('m7i.metal-24xl')).toThrow('m7i.metal-24xl'));
});
