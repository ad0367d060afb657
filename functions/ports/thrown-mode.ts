import type { Mode } from '../../core/blueprint/model.ts';

/** What the switch says: a mode, something that is none, or null where nobody has thrown it. */
export type ThrownMode = Mode | { readonly unknown: unknown } | null;
