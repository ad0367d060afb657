import type { Invariant } from './invariant.ts';

/** Temporary keys (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html), names of secrets, task tokens. */
const SECRET =
  /\b(ASIA|AKIA)[A-Z0-9]{16}\b|AWS_SESSION_TOKEN|aws_?secret_?access_?key|x-amz-security-token|task_?token/i;

/** The member that every event has, quoted or within a quoted text. */
const RAW_EVENT = /detail-type\\*":/;

/** Logs and records hold no secrets, and no events as they arrived: those stay in the encrypted dead-letter queues. */
export const redaction: Invariant = {
  id: 'S17',
  claim: 'no task token, credential, secret or raw event is logged or recorded',
  watch: () => (seen) => {
    const text =
      seen.kind === 'journal' && seen.entry.kind === 'log'
        ? String(seen.entry.detail['line'])
        : seen.kind === 'write' && seen.sk !== 'SEASON' // Numbers, packed.
          ? JSON.stringify(seen.after ?? {})
          : '';
    const where = seen.kind === 'write' ? `${seen.pk} ${seen.sk}` : 'a log';
    const found = SECRET.exec(text);
    if (found !== null) return `${where} holds ${found[0].slice(0, 4)}...`;
    return RAW_EVENT.test(text) ? `${where} holds a raw event` : null;
  },
};
