import { accountStack } from '../../cli/simulation/account-stack.ts';
import { type AccessRequest, AwsError, type Caller, operation } from '../../local/kernel.ts';
import { checkServiceAccess } from '../../local/services/iam/check-service-access.ts';
import { World, type WorldSettings } from './world.ts';

/** Who asks: the role of one of ours by its name, such as `scale-tier` or `tiers-0`, or a service on behalf of a resource. */
export type Asker = string | { readonly service: string; readonly sourceArn: string };

/** What is asked for: a call as it is made, or a permission where the embedded cloud knows no such call. */
export type Question =
  | { readonly call: readonly [service: string, operation: string, input: unknown] }
  | { readonly access: AccessRequest };

/** Groups that are not ours to touch: without a tag, of another installation, and of ours but protected. */
export const STRANGE_GROUPS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  untagged: {},
  'of-another-installation': { 'rubato:installation': 'other' },
  protected: { 'rubato:installation': 'demo', 'rubato:protect': 'yes' },
};

const PREFIX = 'rubato-demo-';

/** Our assembly among groups of strangers, in which anybody can be asked what they may. */
export class StrangeWorld {
  readonly world: World;
  readonly #roles: Readonly<Record<string, string>>;

  private constructor(world: World, roles: Readonly<Record<string, string>>) {
    this.world = world;
    this.#roles = roles;
  }

  static async load(settings: WorldSettings = {}): Promise<StrangeWorld> {
    const world = await World.load({ ...settings, mode: 'off' });
    const { cloud } = world;
    const groups = Object.entries(STRANGE_GROUPS).map(([name, tags]) => ({
      name,
      tags,
      min: 1,
      max: 2,
      loadBalancer: null,
    }));
    await cloud.deploy({ stacks: [accountStack(groups, '')], assetPath: (key) => key });
    await cloud.advance(15_000); // Instances have been launched.
    const ask = operation<AccessRequest, void>({
      authorize: (request) => [request],
      run: (request, caller) => checkServiceAccess(cloud.kernel, caller, request),
    });
    const integration = { name: 'question', errorPrefix: 'Question' };
    cloud.kernel.register({ name: 'question', integration, operations: { Ask: ask } });
    return new StrangeWorld(world, await rolesOf(world));
  }

  get roleNames(): readonly string[] {
    return Object.keys(this.#roles);
  }

  roleArn(name: string): string {
    const found = this.#roles[name];
    if (found === undefined) throw new Error(`nobody is called ${name}; there are ${this.roleNames.join(', ')}`);
    return found;
  }

  /** An instance of a group of strangers. */
  memberOf(group: string): string {
    const [instanceId] = this.world.cloud.autoscaling.group(group)?.members.keys() ?? [];
    if (instanceId === undefined) throw new Error(`the group ${group} has no instance`);
    return instanceId;
  }

  /** Whether IAM refuses; a call that fails for another reason was allowed. */
  async isRefused(asker: Asker, question: Question): Promise<boolean> {
    const { kernel } = this.world.cloud;
    const refused = (): number => this.world.journal('denied').length;
    const before = refused();
    const caller: Caller =
      typeof asker === 'string'
        ? { kind: 'role', roleArn: this.roleArn(asker), sessionName: 'question' }
        : { kind: 'service', ...asker };
    const [service, name, input] = 'call' in question ? question.call : (['question', 'Ask', question.access] as const);
    try {
      await kernel.call(service, name, input, caller);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
    }
    return refused() > before;
  }
}

/** Of every function, state machine and schedule of ours, by its name without the installation's. */
const rolesOf = async ({ cloud }: World): Promise<Record<string, string>> => {
  const functions = [...cloud.lambda.model.functions.values()];
  const machines = [...cloud.states.model.stateMachines];
  const roles = Object.fromEntries(
    [...functions, ...machines].map(({ name, roleArn }) => [name.slice(PREFIX.length), roleArn]),
  );
  for (const name of ['tiers-0', 'environments', 'health-0']) {
    const schedule = (await cloud.call('scheduler', 'GetSchedule', { Name: `${PREFIX}${name}` })) as {
      readonly Target: { readonly RoleArn: string };
    };
    roles[name] = schedule.Target.RoleArn;
  }
  return roles;
};
