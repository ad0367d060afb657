/**
 * JSONPath as Step Functions takes it (the Jayway dialect):
 * https://docs.aws.amazon.com/step-functions/latest/dg/amazon-states-language-paths.html
 */
export interface Path {
  readonly text: string;
  /** `$`: the data; `$$`: the context object; `$name`: a variable. */
  readonly root:
    | { readonly kind: 'data' }
    | { readonly kind: 'context' }
    | { readonly kind: 'variable'; readonly name: string };
  readonly segments: readonly Segment[];
  /** It names one place; otherwise the result is the list of what was found. */
  readonly isDefinite: boolean;
}

export type Segment =
  | { readonly kind: 'names'; readonly names: readonly string[] }
  | { readonly kind: 'indices'; readonly indices: readonly number[] }
  | {
      readonly kind: 'slice';
      readonly from: number | undefined;
      readonly to: number | undefined;
      readonly step: number;
    }
  | { readonly kind: 'wildcard' }
  /** What follows is looked for at every depth. */
  | { readonly kind: 'descendants' }
  | { readonly kind: 'filter'; readonly test: Filter }
  | { readonly kind: 'function'; readonly name: string };

/** A test of `[?( )]` of one candidate. */
export type Filter = (candidate: unknown, root: unknown) => boolean;
