import type { Template } from '../../local/assembly/template.ts';
import { REFUSALS } from '../scenarios/refusals.ts';
import { StrangeWorld } from '../scenarios/strangers.ts';
import { ORDEALS, type Ordeal, type Outcome, undergo } from './ordeal.ts';
import { type Cut, type PolicyStatement, policyStatements } from './policy-statement.ts';

/** One template with one thing cut from its policies, and who noticed. */
export interface Mutant {
  readonly place: string;
  readonly role: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[];
  readonly kind: Cut['kind'];
  readonly what: string;
  /** The scenario that failed, or `refusals`, and the sentence that says so; undefined: nobody noticed. */
  readonly killedBy: { readonly scenario: string; readonly sentence: string } | undefined;
}

export interface Report {
  readonly mutants: readonly Mutant[];
  /** Actions that statements allow and no scenario needs. */
  readonly unused: readonly { readonly place: string; readonly action: string }[];
}

/** A part of the work. */
export interface Selection {
  /** @default - all of them */
  readonly ordeals?: readonly Ordeal[];
  /** @default - every statement is */
  readonly isMeant?: (statement: PolicyStatement) => boolean;
  /** Makes the template from what is synthesized. @default - they are the same */
  readonly plant?: Cut['apply'];
}

interface Baseline {
  readonly ordeal: Ordeal;
  readonly outcome: Outcome;
}

/**
 * Cut each statement, each of several resources and values, and each condition in turn.
 *
 * Who has less than needed is refused in a scenario that passes otherwise; who has more is not refused any more something that
 * the refusals list. Scenarios are chosen by what a first pass saw them use, the cheapest first.
 */
export const runMutants = async (
  template: Template,
  tell: (mutant: Mutant) => void,
  { ordeals = ORDEALS, isMeant = () => true, plant = (same) => same }: Selection = {},
): Promise<Report> => {
  const baselines: Baseline[] = [];
  for (const ordeal of ordeals) baselines.push({ ordeal, outcome: await undergo(ordeal, plant) });
  baselines.sort((a, b) => a.outcome.steps - b.outcome.steps);
  const statements = policyStatements(template).filter(isMeant);
  const mutants: Mutant[] = [];
  for (const statement of statements) {
    for (const cut of statement.cuts) {
      const { place, roleId: role, effect, actions } = statement;
      const alter: Cut['apply'] = (synthesized) => cut.apply(plant(synthesized));
      const killedBy = widens(statement, cut)
        ? await findAllowed(alter)
        : await findDenied(statement, alter, baselines);
      const mutant = { place, role, effect, actions, kind: cut.kind, what: cut.what, killedBy };
      mutants.push(mutant);
      tell(mutant);
    }
  }
  return { mutants, unused: statements.flatMap((statement) => unusedActions(statement, baselines)) };
};

/** Less of a deny is more of what is allowed. */
const widens = ({ effect }: PolicyStatement, { kind }: Cut): boolean => (effect === 'Allow') === (kind === 'condition');

const findAllowed = async (alter: Cut['apply']): Promise<Mutant['killedBy']> => {
  const world = await StrangeWorld.load({ alter });
  for (const { sentence, asker, question } of REFUSALS) {
    if (!(await world.isRefused(asker, question(world))))
      return { scenario: 'refusals', sentence: `now allowed: ${sentence}` };
  }
  return undefined;
};

const findDenied = async (
  statement: PolicyStatement,
  alter: Cut['apply'],
  baselines: readonly Baseline[],
): Promise<Mutant['killedBy']> => {
  const users = baselines.filter(({ outcome }) => outcome.grants.has(statement.place));
  // The statements of functions' policies go by other names, and a deny allows nothing.
  for (const { ordeal, outcome } of users.length > 0 ? users : baselines) {
    const { denials } = await undergo(ordeal, alter);
    const sentence = [...denials].find((denial) => !outcome.denials.has(denial) && isAbout(statement, denial));
    if (sentence !== undefined) return { scenario: ordeal.name, sentence };
  }
  return undefined;
};

/** A denial says who may not do what; the policy of a role has to be about that role, as the caller or as what is taken. */
const isAbout = ({ roleId, actions }: PolicyStatement, denial: string): boolean =>
  (roleId === undefined || denial.includes(`/Rubato-${roleId}`)) &&
  actions.some((action) => new RegExp(`\\b${action.replaceAll('*', '\\w*')}\\b`).test(denial));

const unusedActions = (
  { place, effect, actions }: PolicyStatement,
  baselines: readonly Baseline[],
): Report['unused'] => {
  const used = baselines.flatMap(({ outcome }) => [...(outcome.grants.get(place) ?? [])]);
  // What nothing is known of is judged by its mutant.
  if (effect === 'Deny' || used.length === 0) return [];
  const isUsed = (action: string): boolean => {
    const pattern = new RegExp(`^${action.replaceAll('*', '.*')}$`);
    return used.some((each) => pattern.test(each));
  };
  return actions.filter((action) => !isUsed(action)).map((action) => ({ place, action }));
};
