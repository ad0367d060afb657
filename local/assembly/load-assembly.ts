import { existsSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { readJson } from './read-json.ts';
import type { Template } from './template.ts';

/** A cloud assembly in memory: what the CDK wrote into cdk.out. */
export interface Assembly {
  /** In the order in which they are to be deployed. */
  readonly stacks: readonly AssemblyStack[];
  /**
   * Absolute path of a file or folder asset.
   *
   * @param s3Key the key under which the template finds it; its name without extension is the asset's hash
   * @throws Error when the assembly has no such asset
   */
  readonly assetPath: (s3Key: string) => string;
}

export interface AssemblyStack {
  readonly name: string;
  readonly template: Template;
  readonly tags: Readonly<Record<string, string>>;
  /**
   * Resources that exist already and are imported, by logical id with what identifies them:
   * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceToImport.html
   */
  readonly imports?: Readonly<Record<string, string>>;
}

export interface LoadOptions {
  /** Changes a template before it is used; a test breaks something with it. */
  readonly alter?: (template: Template, stackName: string) => Template;
}

/** The schema has grown by additions only; a later one may say something that matters. */
const SCHEMA_MAJOR_MAX = 60;

interface Artifact {
  readonly type: string;
  readonly dependencies?: readonly string[];
  readonly displayName?: string;
  readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * Read a cloud assembly as it stands.
 * https://github.com/aws/aws-cdk-cli/tree/main/packages/%40aws-cdk/cloud-assembly-schema
 *
 * @param folder such as `cdk.out`
 * @throws Error when it is no assembly, or holds a kind of artifact that is not known
 */
export const loadAssembly = (folder: string, options: LoadOptions = {}): Assembly => {
  const artifacts = readManifest(folder);
  const stacks: AssemblyStack[] = [];
  const assets = new Map<string, string>();
  for (const [id, artifact] of inOrder(artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack') stacks.push(readStack(folder, id, artifact, options));
    else if (artifact.type === 'cdk:asset-manifest') readAssets(folder, artifact, assets);
    else if (!IGNORED.has(artifact.type)) {
      throw new Error(`${folder}: the artifact ${id} is of type ${artifact.type}, which is not known`);
    }
  }
  return {
    stacks,
    assetPath: (s3Key) => {
      const found = assets.get(hashOf(s3Key));
      if (found === undefined) throw new Error(`${folder} has no asset for the S3 key ${s3Key}`);
      return found;
    },
  };
};

const IGNORED = new Set(['cdk:tree', 'cdk:feature-flag-report', 'cdk:validation-report', 'none']);

const readManifest = (folder: string): Readonly<Record<string, Artifact>> => {
  const file = join(folder, 'manifest.json');
  if (!existsSync(file))
    throw new Error(`${resolve(folder)} is no cloud assembly: it has no manifest.json; run cdk synth`);
  const { version, artifacts } = readJson<{ version: string; artifacts?: Record<string, Artifact> }>(file);
  const major = Number.parseInt(version, 10);
  if (!(major <= SCHEMA_MAJOR_MAX)) {
    throw new Error(`${file} has schema version ${version}; at most ${SCHEMA_MAJOR_MAX} is supported`);
  }
  return artifacts ?? {};
};

/** Artifacts after those they depend on. */
const inOrder = (artifacts: Readonly<Record<string, Artifact>>): readonly (readonly [string, Artifact])[] => {
  const ordered = new Map<string, Artifact>();
  const visit = (id: string): void => {
    const artifact = artifacts[id];
    if (artifact === undefined || ordered.has(id)) return;
    for (const dependency of artifact.dependencies ?? []) visit(dependency);
    ordered.set(id, artifact);
  };
  for (const id of Object.keys(artifacts)) visit(id);
  return [...ordered];
};

const readStack = (folder: string, id: string, { properties = {} }: Artifact, options: LoadOptions): AssemblyStack => {
  const name = textOf(properties['stackName'] ?? id);
  const template = readJson<Template>(join(folder, textOf(properties['templateFile'])));
  return {
    name,
    template: options.alter?.(template, name) ?? template,
    tags: (properties['tags'] ?? {}) as Readonly<Record<string, string>>,
  };
};

interface AssetManifest {
  readonly files?: Readonly<Record<string, AssetFile>>;
  readonly dockerImages?: Readonly<Record<string, unknown>>;
}
interface AssetFile {
  readonly source: { readonly path?: string; readonly executable?: readonly string[] };
  readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
}

const readAssets = (folder: string, { properties = {} }: Artifact, assets: Map<string, string>): void => {
  const file = join(folder, textOf(properties['file']));
  const { files = {}, dockerImages = {} } = readJson<AssetManifest>(file);
  const [image] = Object.keys(dockerImages);
  if (image !== undefined)
    throw new Error(`${file}: the asset ${image} is a container image, which cannot be run here`);
  for (const [hash, { source, destinations }] of Object.entries(files)) {
    if (source.path === undefined) throw new Error(`${file}: the asset ${hash} has no path; it would have to be built`);
    const path = resolve(dirname(file), source.path);
    assets.set(hash, path);
    for (const { objectKey } of Object.values(destinations)) assets.set(hashOf(objectKey), path);
  }
};

const hashOf = (s3Key: string): string => basename(s3Key).replace(/\..*$/, '');

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new Error(`the manifest has ${JSON.stringify(value)} where a text must be`);
};
