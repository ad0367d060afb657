import type { Blueprint } from '../../core/blueprint/model.ts';

/** The tag that marks what an installation may touch; see spec S8. */
export const INSTALLATION_TAG = 'rubato:installation';

/** Beginning of every physical name, so that rules match by prefix instead of by lists of ARNs. */
export const namePrefix = (blueprint: Blueprint): string => `rubato-${blueprint.installation}`;
