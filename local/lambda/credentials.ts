import type { Caller, Random } from '../kernel.ts';

/** The temporary credentials that an execution environment gets for its role. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
}

/** Who holds which access key. */
export interface CredentialStore {
  issue(caller: Caller): Credentials;
  find(accessKeyId: string): Caller | undefined;
}

export const createCredentialStore = (random: Random): CredentialStore => {
  const callers = new Map<string, Caller>();
  return {
    issue: (caller) => {
      // Temporary keys begin with ASIA: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
      const accessKeyId = `ASIA${random.hex(16).toUpperCase()}`;
      callers.set(accessKeyId, caller);
      return { accessKeyId, secretAccessKey: random.hex(40), sessionToken: random.hex(64) };
    },
    find: (accessKeyId) => callers.get(accessKeyId),
  };
};
