declare module 'asl-validator' {
  interface AslResult {
    readonly isValid: boolean;
    readonly errors: readonly { readonly 'Error code': string; readonly Message?: string }[];
  }
  export default function validate(definition: unknown): AslResult;
}
