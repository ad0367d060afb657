import { AwsError, type Kernel } from '../../kernel.ts';

export interface Key {
  readonly id: string;
  readonly arn: string;
  readonly description: string;
  readonly isEnabled: boolean;
  readonly createdAtMs: number;
  readonly policy: object;
}

/** Keys and their aliases. Nothing is encrypted: what matters here is who may use a key. */
export class KmsModel {
  readonly kernel: Kernel;
  readonly #keys = new Map<string, Key>();
  readonly #aliases = new Map<string, string>();

  constructor(kernel: Kernel) {
    this.kernel = kernel;
  }

  add(key: Key): void {
    this.#keys.set(key.id, key);
  }

  remove(id: string): void {
    this.#keys.delete(id);
  }

  removeAlias(name: string): void {
    this.#aliases.delete(name);
  }

  addAlias(name: string, keyIdOrArn: string): void {
    this.#aliases.set(name, this.find(keyIdOrArn).id);
  }

  /**
   * @param idOrArn a key's id or ARN, or an alias's name or ARN
   * @throws `AwsError` NotFoundException
   */
  find(idOrArn: string): Key {
    const name = idOrArn.slice(idOrArn.lastIndexOf(':') + 1);
    const key = this.#keys.get(name.startsWith('alias/') ? (this.#aliases.get(name) ?? '') : name.replace('key/', ''));
    if (key === undefined) throw new AwsError('NotFoundException', `Key '${idOrArn}' does not exist`);
    return key;
  }

  arnOf(resource: string): string {
    const { partition, region, account } = this.kernel;
    return `arn:${partition}:kms:${region}:${account}:${resource}`;
  }
}
