import { GetItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';
import type { SavedSize } from '../../core/environment/model.ts';
import { ErrorName, RubatoError } from '../../core/errors.ts';
import type { SavedSizes } from '../ports/environment-store.ts';
import { fromAttributes, toAttributes } from './attribute-values.ts';
import { type DynamoTable, isLostRace } from './dynamo-table.ts';
import { environmentKey, savedSizesSchema } from './environment-item.ts';

const stored = z.object({ revision: z.int(), epoch: z.int(), savedSizes: savedSizesSchema });

/** Tries after another writer came first. */
const TRIES = 5;

/** Saved sizes in the environment's item: read, add what is missing, write over the revision that was read. */
export class DynamoSavedSizes implements SavedSizes {
  readonly #table: DynamoTable;

  constructor(table: DynamoTable) {
    this.#table = table;
  }

  async load(environmentId: string): Promise<Readonly<Record<string, SavedSize>>> {
    return (await this.#read(environmentId)).savedSizes;
  }

  async saveOnce(
    environmentId: string,
    epoch: number,
    sizes: Readonly<Record<string, SavedSize>>,
  ): Promise<Readonly<Record<string, SavedSize>>> {
    for (let tries = 0; tries < TRIES; tries++) {
      const seen = await this.#read(environmentId);
      if (seen.epoch !== epoch) break;
      const added = Object.entries(sizes).filter(([group, { desired }]) => desired > 0 && !(group in seen.savedSizes));
      if (added.length === 0) return seen.savedSizes;
      const savedSizes = { ...seen.savedSizes, ...Object.fromEntries(added) };
      if (await this.#write(environmentId, seen.revision, epoch, savedSizes)) return savedSizes;
    }
    throw new RubatoError(
      ErrorName.StaleEnvironment,
      `environment ${environmentId} is no longer in epoch ${epoch}; the execution of the present epoch acts`,
    );
  }

  async #read(environmentId: string): Promise<z.output<typeof stored>> {
    const { Item } = await this.#table.client.send(
      new GetItemCommand({
        TableName: this.#table.name,
        Key: toAttributes(environmentKey(environmentId)),
        ConsistentRead: true,
      }),
    );
    const parsed = stored.safeParse(Item && fromAttributes(Item));
    if (parsed.success) return parsed.data;
    throw new RubatoError(
      ErrorName.EnvironmentNotFound,
      `environment ${environmentId} has no item that can be understood; the sweep writes it before it starts anything`,
      { cause: parsed.error },
    );
  }

  async #write(
    environmentId: string,
    revision: number,
    epoch: number,
    savedSizes: Readonly<Record<string, SavedSize>>,
  ): Promise<boolean> {
    try {
      await this.#table.client.send(
        new UpdateItemCommand({
          TableName: this.#table.name,
          Key: toAttributes(environmentKey(environmentId)),
          ConditionExpression: 'revision = :seen AND epoch = :epoch',
          UpdateExpression: 'SET savedSizes = :sizes, revision = :next',
          ExpressionAttributeValues: toAttributes({
            ':seen': revision,
            ':next': revision + 1,
            ':epoch': epoch,
            ':sizes': savedSizes,
          }),
        }),
      );
      return true;
    } catch (error) {
      if (isLostRace(error)) return false;
      throw error;
    }
  }
}
