/**
 * Global keys that requests of the embedded cloud carry, or rightly lack (nobody here belongs to an organization).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
const GLOBAL_KEYS = new Set([
  'aws:calledvia',
  'aws:currenttime',
  'aws:epochtime',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalorgid',
  'aws:principalservicename',
  'aws:principaltype',
  'aws:requestedregion',
  'aws:resourceaccount',
  'aws:securetransport',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:tagkeys',
  'aws:viaawsservice',
]);
const TAG_KEY = /^aws:(principaltag|requesttag|resourcetag)\/./i;

/** Whether a policy may ask for a key. Keys of a service are set by that service's operations. */
export const isKnownConditionKey = (key: string): boolean =>
  key.toLowerCase().startsWith('aws:')
    ? GLOBAL_KEYS.has(key.toLowerCase()) || TAG_KEY.test(key)
    : /^[a-z\d-]+:./i.test(key);
