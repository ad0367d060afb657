/** One execution as AWS recorded it, with what is needed to run it again. */
export interface RecordedExecution {
  readonly id: string;
  readonly definition: { readonly States: Readonly<Record<string, unknown>> };
  readonly input: unknown;
  readonly jsonata: boolean;
  readonly events: readonly RecordedEvent[];
}

export interface RecordedEvent {
  readonly id: number;
  readonly previousEventId: number;
  readonly type: string;
  readonly [details: `${string}EventDetails`]: Readonly<Record<string, unknown>> | undefined;
}

/** The details of an event, whatever its type; empty when it has none. */
export const detailsOf = (event: RecordedEvent | undefined): Readonly<Record<string, unknown>> => {
  const entry = Object.entries(event ?? {}).find(([name]) => name.endsWith('EventDetails'));
  return (entry?.[1] as Readonly<Record<string, unknown>> | undefined) ?? {};
};

/** Recordings hold JSON text as text when it is no object, and parsed when it is one. */
export const parsed = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};
