import { compileConditions } from './compile-condition.ts';
import { compileGlob, compileResourceGlob, type TextTest } from './compile-glob.ts';
import { compileText, type PolicyText } from './compile-text.ts';
import {
  type PolicySide,
  type Principals,
  readPolicyDocument,
  type Selection,
  type StatementDocument,
} from './policy-document.ts';
import type { Principal } from './principal.ts';
import type { RequestContext } from './request-context.ts';

/** One statement, ready to be asked. */
export interface Statement {
  /** The policy and the statement's number in it, from 1. */
  readonly place: string;
  readonly effect: 'Allow' | 'Deny';
  readonly hasAction: TextTest;
  /** Undefined where variables make it a matter of the request. */
  readonly hasResource: TextTest | undefined;
  readonly hasResourceIn: (resource: string, context: RequestContext) => boolean;
  readonly meetsConditions: (context: RequestContext) => boolean;
  /** Names the principal, or only its account, which may then delegate; undefined when neither. */
  readonly findPrincipal: (principal: Principal) => 'self' | 'account' | undefined;
}

/**
 * Compile a policy document. Compiling is where everything unknown is refused, so asking never fails.
 *
 * @param place names the policy in errors
 * @throws Error on anything that the embedded cloud does not evaluate
 */
export const compilePolicy = (document: unknown, side: PolicySide, place: string): readonly Statement[] => {
  const { statements, hasVariables } = readPolicyDocument(document, side, place);
  return statements.map((statement, index) =>
    compileStatement(statement, hasVariables, `${place}, statement ${index + 1}`),
  );
};

const compileStatement = (statement: StatementDocument, hasVariables: boolean, place: string): Statement => {
  const conditions = compileConditions(statement.conditions, hasVariables, place);
  return {
    place,
    effect: statement.effect,
    hasAction: compileActions(statement.actions),
    ...compileResources(statement.resources, hasVariables),
    meetsConditions: (context) => conditions.every((isMet) => isMet(context)),
    findPrincipal: compilePrincipals(statement.principals),
  };
};

/** Actions are not case-sensitive. */
const compileActions = ({ patterns, isNegated }: Selection): TextTest => {
  const tests = patterns.map((pattern) => compileGlob([{ text: pattern.toLowerCase(), isLiteral: false }]));
  return (action) => tests.some((test) => test(action.toLowerCase())) !== isNegated;
};

const compileResources = (
  selection: Selection | undefined,
  hasVariables: boolean,
): Pick<Statement, 'hasResource' | 'hasResourceIn'> => {
  if (selection === undefined) return { hasResource: () => true, hasResourceIn: () => true };
  const texts: readonly PolicyText<TextTest>[] = selection.patterns.map((pattern) =>
    compileText(pattern, hasVariables, compileResourceGlob),
  );
  const hasResourceIn = (resource: string, context: RequestContext): boolean =>
    texts.some((text) => text(context)?.(resource) === true) !== selection.isNegated;
  const isFixed = !hasVariables || selection.patterns.every((pattern) => !pattern.includes('${'));
  return { hasResourceIn, hasResource: isFixed ? (resource) => hasResourceIn(resource, NO_CONTEXT) : undefined };
};

const NO_CONTEXT: RequestContext = { values: () => undefined };

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html */
const compilePrincipals = (principals: Principals | undefined): Statement['findPrincipal'] => {
  // A policy of an identity speaks of that identity.
  if (principals === undefined || principals === '*') return () => 'self';
  const services = new Set(principals['Service'] ?? []);
  const identities = new Set(principals['AWS'] ?? []);
  if (identities.has('*')) return () => 'self';
  const accounts = new Set([...identities].map((identity) => ROOT.exec(identity)?.[1] ?? identity));
  return (principal) => {
    if (principal.kind === 'service') return services.has(principal.service) ? 'self' : undefined;
    if (principal.kind === 'role' && (identities.has(principal.roleArn) || identities.has(principal.sessionArn)))
      return 'self';
    return accounts.has(principal.account) ? 'account' : undefined;
  };
};

/** An account is named by its number or by its root. */
const ROOT = /^arn:[\w-]+:iam::(\d{12}):root$/;
