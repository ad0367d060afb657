/** Message attributes of a dead letter; those without a value are left out. */
export const textAttributes = (
  texts: Readonly<Record<string, string | undefined>>,
): Record<string, { readonly DataType: 'String'; readonly StringValue: string }> =>
  Object.fromEntries(
    Object.entries(texts).flatMap(([name, text]) =>
      text === undefined || text === '' ? [] : [[name, { DataType: 'String' as const, StringValue: text }]],
    ),
  );
