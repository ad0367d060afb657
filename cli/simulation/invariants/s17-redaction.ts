import type { Invariant } from './invariant.ts';

/** Temporary keys (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html), names of secrets, task tokens. */
const SECRET =
  /\b(ASIA|AKIA)[A-Z0-9]{16}\b|AWS_SESSION_TOKEN|aws_?secret_?access_?key|x-amz-security-token|task_?token/i;

/** Logs and records hold no secrets. */
export const redaction: Invariant = {
  id: 'S17',
  claim: 'no task token, credential or secret is logged or recorded',
  watch: () => (seen) => {
    const text =
      seen.kind === 'journal' && seen.entry.kind === 'log'
        ? String(seen.entry.detail['line'])
        : seen.kind === 'write' && seen.sk.startsWith('DECISION#')
          ? JSON.stringify(seen.after)
          : '';
    const found = SECRET.exec(text);
    return found === null ? null : `${seen.kind === 'write' ? seen.pk : 'a log'} holds ${found[0].slice(0, 4)}...`;
  },
};
