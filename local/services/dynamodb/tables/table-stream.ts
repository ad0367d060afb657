import type { Item } from '../values/attribute-value.ts';
import { copyItem } from '../values/copy-value.ts';
import { itemSizeBytes } from '../values/measure-item.ts';
import type { StreamViewType } from './table-definition.ts';

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_Record.html */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  readonly eventVersion: '1.1';
  readonly eventSource: 'aws:dynamodb';
  readonly awsRegion: string;
  readonly dynamodb: {
    readonly ApproximateCreationDateTime: Date;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: StreamViewType;
  };
  /** Present when the service deleted the item because its time to live had passed. */
  readonly userIdentity?: { readonly Type: 'Service'; readonly PrincipalId: 'dynamodb.amazonaws.com' };
}

export interface ItemChange {
  readonly keys: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly isExpiry: boolean;
}

/** "All data in DynamoDB Streams is subject to a 24-hour lifetime." */
const LIFETIME_MS = 24 * 3_600_000;

/**
 * The changes of a table's items in the order in which they happened, for 24 hours.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 */
export class TableStream {
  readonly label: string;
  readonly viewType: StreamViewType;
  readonly #region: string;
  readonly #records: StreamRecord[] = [];
  #sequence = 0;

  constructor(viewType: StreamViewType, region: string, createdAtMs: number) {
    this.viewType = viewType;
    this.#region = region;
    // A label is the time of creation without its zone: 2015-05-20T20:51:10.252
    this.label = new Date(createdAtMs).toISOString().slice(0, -1);
  }

  records(nowMs: number): readonly StreamRecord[] {
    const oldest = this.#records.findIndex(
      ({ dynamodb }) => dynamodb.ApproximateCreationDateTime.getTime() > nowMs - LIFETIME_MS,
    );
    this.#records.splice(0, oldest === -1 ? this.#records.length : oldest);
    return this.#records;
  }

  append(change: ItemChange, eventID: string, nowMs: number): void {
    const { keys, before, after, isExpiry } = change;
    const sees = (image: 'NEW' | 'OLD'): boolean => this.viewType.includes(image);
    const images = {
      ...(after !== undefined && sees('NEW') && { NewImage: copyItem(after) }),
      ...(before !== undefined && sees('OLD') && { OldImage: copyItem(before) }),
    };
    this.#sequence++;
    this.#records.push({
      eventID,
      eventName: before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY',
      eventVersion: '1.1',
      eventSource: 'aws:dynamodb',
      awsRegion: this.#region,
      dynamodb: {
        // AWS rounds down to the second. https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_StreamRecord.html
        ApproximateCreationDateTime: new Date(Math.floor(nowMs / 1000) * 1000),
        Keys: copyItem(keys),
        ...images,
        SequenceNumber: String(this.#sequence).padStart(21, '0'),
        SizeBytes: [keys, ...Object.values(images)].reduce((sizeBytes, image) => sizeBytes + itemSizeBytes(image), 0),
        StreamViewType: this.viewType,
      },
      ...(isExpiry && { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } as const }),
    });
  }
}
