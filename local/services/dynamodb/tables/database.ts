import { AwsError, type Kernel } from '../../../kernel.ts';
import { expireItems } from './expire-items.ts';
import { Table } from './table.ts';
import type { TableDefinition } from './table-definition.ts';

/** How the model departs from doing everything at once. */
export interface DynamoDbSettings {
  /** How much later than the table global indexes change; AWS promises only "eventually". 0 by default. */
  indexLagMs: number;
  /** How long after its time an item is deleted. 24 h by default: AWS says "within a few days", formerly 48 h. */
  timeToLiveDelayMs: number;
}

const EXPIRY_SWEEP_MS = 3_600_000;

/** All tables of the account and region. */
export class Database {
  readonly kernel: Kernel;
  readonly settings: DynamoDbSettings = { indexLagMs: 0, timeToLiveDelayMs: 24 * 3_600_000 };
  readonly #tables = new Map<string, Table>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  /** @throws `ResourceInUseException` */
  create(definition: TableDefinition): Table {
    if (this.#tables.has(definition.name)) {
      throw new AwsError('ResourceInUseException', `Table already exists: ${definition.name}`);
    }
    const table = new Table(definition, this.kernel, () =>
      Math.max(this.settings.indexLagMs, this.kernel.faults.indexLagMs()),
    );
    this.#tables.set(definition.name, table);
    const { clock } = this.kernel;
    const sweep = clock.every(EXPIRY_SWEEP_MS, clock.nowMs + EXPIRY_SWEEP_MS, () => {
      if (this.#tables.get(definition.name) !== table) sweep.cancel();
      else expireItems(table, clock.nowMs - this.settings.timeToLiveDelayMs);
    });
    return table;
  }

  /** The table whose items a request is about. @throws `ResourceNotFoundException` */
  table(nameOrArn: string): Table {
    const table = this.find(nameOrArn);
    if (table === undefined || table.status !== 'ACTIVE') {
      throw new AwsError('ResourceNotFoundException', 'Requested resource not found');
    }
    return table;
  }

  /** The table that a request is about, in whatever state. @throws `ResourceNotFoundException` */
  describe(nameOrArn: string): Table {
    const table = this.find(nameOrArn);
    if (table !== undefined) return table;
    const name = tableNameOf(nameOrArn);
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`);
  }

  find(nameOrArn: string): Table | undefined {
    return this.#tables.get(tableNameOf(nameOrArn));
  }

  remove(table: Table): void {
    this.#tables.delete(table.definition.name);
  }

  /** In alphabetical order. */
  names(): readonly string[] {
    return [...this.#tables.keys()].sort();
  }

  /** End the run: what is asked exists on AWS and not here. */
  refuse(request: string): never {
    const error = new Error(`the embedded DynamoDB does not model ${request}`);
    this.kernel.clock.fail(error);
    throw error;
  }
}

/** `arn:aws:dynamodb:region:account:table/name` may stand for the name. */
export const tableNameOf = (nameOrArn = ''): string =>
  nameOrArn.startsWith('arn:') ? (nameOrArn.split('/')[1] ?? nameOrArn) : nameOrArn;
