import type { Scope } from './scope.ts';

/**
 * `Fn::Sub`: `${Name}` is a variable of its own or a Ref, `${Name.Attribute}` a GetAtt, `${!Name}` the text `${Name}`.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html
 *
 * @throws Error when something in it has no value, or one that is no text
 */
export const substitute = (template: string, variables: Readonly<Record<string, unknown>>, scope: Scope): string =>
  template.replaceAll(/\$\{(!?)([^}]*)\}/g, (_, isLiteral: string, inner: string) => {
    if (isLiteral !== '') return `\${${inner}}`;
    const name = inner.trim();
    const value = Object.hasOwn(variables, name) ? variables[name] : lookUp(name, scope);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return String(value);
    throw new Error(`Fn::Sub has ${JSON.stringify(value)} for \${${name}}; it must be a text`);
  });

const lookUp = (name: string, scope: Scope): unknown => {
  const dot = name.indexOf('.');
  return dot < 0 ? scope.ref(name) : scope.attribute(name.slice(0, dot), name.slice(dot + 1));
};
