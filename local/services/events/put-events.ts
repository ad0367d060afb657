import { isJsonObject } from '../../events/pattern/value-test.ts';
import { AwsError, type Operation, operation } from '../../kernel.ts';
import { checkServiceAccess } from '../iam/check-service-access.ts';
import type { EventsModel } from './events-model.ts';

export interface PutEventsEntry {
  readonly Source?: string;
  readonly DetailType?: string;
  /** JSON text. */
  readonly Detail?: string;
  readonly EventBusName?: string;
  readonly Resources?: readonly string[];
  readonly Time?: Date;
}

export interface PutEventsInput {
  readonly Entries: readonly PutEventsEntry[];
}

type EntryResult = { readonly EventId: string } | { readonly ErrorCode: string; readonly ErrorMessage: string };

export interface PutEventsOutput {
  readonly FailedEntryCount: number;
  readonly Entries: readonly EntryResult[];
}

/** https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html */
const ENTRIES_MAX = 10;
const ENTRY_BYTES_MAX = 262_144;

/**
 * PutEvents: each entry is judged by itself, and one that is not valid does not keep the others.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 */
export const putEvents = (model: EventsModel): Operation =>
  operation<PutEventsInput, PutEventsOutput>({
    // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html
    authorize: ({ Entries }) =>
      Entries.map(({ EventBusName = 'default', Source = '', DetailType = '' }) => ({
        action: 'events:PutEvents',
        resource: EventBusName.startsWith('arn:') ? EventBusName : model.arnOf(`event-bus/${EventBusName}`),
        context: { 'events:source': Source, 'events:detail-type': DetailType },
      })),
    run: ({ Entries }, caller) => {
      checkEntries(Entries);
      const buses = Entries.map(({ EventBusName }) => model.findBus(EventBusName));
      for (const { arn } of buses)
        checkServiceAccess(model.kernel, caller, { action: 'events:PutEvents', resource: arn });
      const results = Entries.map((entry) => putEntry(model, entry));
      return { FailedEntryCount: results.filter((result) => 'ErrorCode' in result).length, Entries: results };
    },
  });

const checkEntries = (entries: readonly PutEventsEntry[]): void => {
  if (entries.length < 1 || entries.length > ENTRIES_MAX) {
    const bound = entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${ENTRIES_MAX}`;
    throw new AwsError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  if (entries.reduce((bytes, entry) => bytes + entryBytes(entry), 0) >= ENTRY_BYTES_MAX) {
    throw new AwsError('ValidationException', 'Total size of the entries in the request is over the limit.');
  }
};

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevent-size.html */
const entryBytes = ({ Source = '', DetailType = '', Detail = '', Resources = [], Time }: PutEventsEntry): number =>
  Buffer.byteLength([Source, DetailType, Detail, ...Resources].join('')) + (Time === undefined ? 0 : 14);

const putEntry = (model: EventsModel, entry: PutEventsEntry): EntryResult => {
  const { Source: source, DetailType: detailType, Detail } = entry;
  if (source === undefined || source === '') return missing('Source');
  if (detailType === undefined || detailType === '') return missing('DetailType');
  if (Detail === undefined || Detail === '') return missing('Detail');
  if (source.startsWith('aws.')) {
    return { ErrorCode: 'NotAuthorizedForSourceException', ErrorMessage: 'Not authorized for the source.' };
  }
  const detail = parseDetail(Detail);
  if (detail === undefined) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const { EventBusName, Resources: resources = [], Time } = entry;
  return {
    EventId: model.put(model.findBus(EventBusName), { source, detailType, detail, resources, atMs: Time?.getTime() }),
  };
};

const missing = (name: string): EntryResult => ({
  ErrorCode: 'InvalidArgument',
  ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
});

const parseDetail = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const detail: unknown = JSON.parse(text);
    return isJsonObject(detail) ? detail : undefined;
  } catch {
    return undefined;
  }
};
