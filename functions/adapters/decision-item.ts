import type { Mode } from '../../core/blueprint/model.ts';
import type { Item } from './dynamo-table.ts';
import { iso } from './stored-item.ts';

/** How long the audit trail reaches back. */
const KEPT_SECONDS = 90 * 24 * 3600;

export interface AuditedDecision {
  readonly kind: 'scale' | 'environment' | 'heal';
  readonly decision: { readonly action: string; readonly reason: string; readonly text: string };
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly mode: Mode;
  readonly nowMs: number;
  /** Of the state that the decision led to. */
  readonly revision: number;
}

/**
 * The item that tells why something was, or was not, done. The kind is a part of its key: a tier's size and its health are decided by
 * items of their own, which may have the same revision within one millisecond.
 */
export const decisionItem = (pk: string, audited: AuditedDecision): Item => ({
  pk,
  sk: `DECISION#${iso(audited.nowMs)}#${audited.kind}#${audited.revision}`,
  kind: audited.kind,
  ...audited.decision,
  // Through JSON, because DynamoDB refuses NaN and infinity, and a figure that is neither is worth no failure here.
  inputs: JSON.parse(JSON.stringify(audited.inputs)),
  mode: audited.mode,
  expiresAt: Math.floor(audited.nowMs / 1000) + KEPT_SECONDS,
});
