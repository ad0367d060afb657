/** The sections of a CloudFormation template that a deployment uses. */
export interface Template {
  readonly Description?: string;
  readonly Parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources?: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, TemplateOutput>>;
}

export interface TemplateParameter {
  readonly Type: string;
  readonly Description?: string;
  readonly NoEcho?: boolean | string;
  readonly Default?: string | number;
  readonly AllowedValues?: readonly (string | number)[];
  readonly AllowedPattern?: string;
}

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  /** Made only when this condition holds. */
  readonly Condition?: string;
  /** @default 'Delete' */
  readonly DeletionPolicy?: string;
  /** @default 'Delete' */
  readonly UpdateReplacePolicy?: string;
}

export interface TemplateOutput {
  readonly Description?: string;
  readonly Value: unknown;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}
