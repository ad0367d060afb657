import type { Member, OperationShape, StructureShape } from './shape.ts';
import type { WireRequest } from './wire-message.ts';

/** A request of a REST API, taken apart. */
export interface RestRequest {
  readonly method: string;
  readonly bucket: string | undefined;
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: WireRequest['headers'];
}

/** @throws `URIError` when the path is not encoded as paths are */
export const readRestRequest = ({ method, path, headers }: WireRequest): RestRequest => {
  const [before = '', queryText = ''] = path.split(/\?(.*)/s);
  const [, bucket, ...rest] = before.split('/');
  const key = rest.map(decodeURIComponent).join('/');
  return {
    method,
    bucket: bucket === '' || bucket === undefined ? undefined : decodeURIComponent(bucket),
    key,
    query: new URLSearchParams(queryText),
    headers,
  };
};

/** What tells an operation from others of the same method. */
interface Route {
  readonly name: string;
  readonly method: string;
  readonly hasKey: boolean;
  readonly hasBucket: boolean;
  /** Literals in the query, without `x-id`, which only some clients send. */
  readonly literals: readonly (readonly [name: string, value: string])[];
  readonly requiredQuery: readonly string[];
  readonly requiredHeaders: readonly string[];
}

/**
 * Finds the operation that a request is for: of those whose method, path and literals fit and whose required members are
 * there, the one that asks for most.
 * https://smithy.io/2.0/spec/http-bindings.html#http-uri
 */
export const createRouter = (operations: Iterable<OperationShape>): ((request: RestRequest) => string | undefined) => {
  const routes = [...operations].flatMap(routeOf).sort((a, b) => demands(b) - demands(a));
  return ({ method, bucket, key, query, headers }) =>
    routes.find(
      (route) =>
        route.method === method &&
        route.hasKey === (key !== '') &&
        route.hasBucket === (bucket !== undefined) &&
        route.literals.every(([name, value]) => query.get(name) === value) &&
        route.requiredQuery.every((name) => query.has(name)) &&
        route.requiredHeaders.every((name) => headers[name] !== undefined),
    )?.name;
};

const demands = ({ literals, requiredQuery, requiredHeaders }: Route): number =>
  literals.length + requiredQuery.length + requiredHeaders.length;

const routeOf = ({ name, http, input }: OperationShape): Route[] => {
  if (http === undefined || input.kind !== 'structure') return [];
  const [method, uri] = http;
  const [path = '', query = ''] = uri.split('?');
  const literals = [...new URLSearchParams(query)].filter(([literal]) => literal !== 'x-id');
  const required = requiredMembers(input);
  const requiredQuery = required.flatMap(({ traits }) => traits.httpQuery ?? []);
  const requiredHeaders = required.flatMap(({ traits }) => traits.httpHeader?.toLowerCase() ?? []);
  const hasBucket = input.required.includes('Bucket');
  return [{ name, method, hasKey: path.includes('{Key+}'), hasBucket, literals, requiredQuery, requiredHeaders }];
};

const requiredMembers = (input: StructureShape): readonly Member[] =>
  [...input.members()].filter(([name]) => input.required.includes(name)).map(([, member]) => member);
