/**
 * The condition keys of one request. Names of keys are not case-sensitive, their values are.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export interface RequestContext {
  /** The values of a key; undefined when the request does not have it. */
  readonly values: (key: string) => readonly string[] | undefined;
}

type ContextValues = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * @param specific keys that the called service sets; they are looked at first
 * @param general keys that every request has, made only when a policy asks for one
 */
export const requestContext = (specific: ContextValues, general: () => ContextValues): RequestContext => {
  let made: ContextValues | undefined;
  return {
    values: (key) => {
      made ??= general();
      const value = find(specific, key) ?? find(made, key);
      return typeof value === 'string' ? [value] : value;
    },
  };
};

const find = (values: ContextValues, key: string): string | readonly string[] | undefined => {
  if (Object.hasOwn(values, key)) return values[key];
  const wanted = key.toLowerCase();
  for (const name in values) if (name.length === key.length && name.toLowerCase() === wanted) return values[name];
  return undefined;
};
