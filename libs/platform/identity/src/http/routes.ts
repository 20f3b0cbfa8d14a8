import { RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ROUTE_DECLARATION, type RouteDeclaration } from '@demarc/access';

/** One way to reach the product from outside. */
export interface DeclaredRoute {
  /** `POST /auth/staff/sign-in`, `Mutation.inviteStaff`, `Customer.balance`. */
  readonly route: string;
  /** `StaffResolver.inviteStaff`. */
  readonly handler: string;
  readonly kind: 'http' | 'operation' | 'field';
  readonly declaration: RouteDeclaration | undefined;
}

/** The keys under which @nestjs/graphql notes its decorators; it does not export them. A test sees them at work. */
const RESOLVER_TYPE_METADATA = 'graphql:resolver_type';
const RESOLVER_NAME_METADATA = 'graphql:resolver_name';
const RESOLVER_PROPERTY_METADATA = 'graphql:resolve_property';
const RESOLVER_REFERENCE_METADATA = 'graphql:resolve_reference';

type Handler = (...args: never[]) => unknown;
const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);

/** Every handler of every controller and resolver of the running product, with what it declares. */
export function routesOf(discovery: DiscoveryService, scanner: MetadataScanner): readonly DeclaredRoute[] {
  const hosts = [...discovery.getControllers(), ...discovery.getProviders()];
  const seen = new Set<unknown>();
  return hosts.flatMap(({ instance, metatype }): DeclaredRoute[] => {
    const host: unknown = instance;
    if (host === null || typeof host !== 'object' || seen.has(host) || typeof metatype !== 'function') return [];
    seen.add(host);
    const prototype: unknown = Object.getPrototypeOf(host);
    if (prototype === null || typeof prototype !== 'object') return [];
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler: unknown = Reflect.get(prototype, name);
      return typeof handler === 'function' ? routeOf(handler as Handler, metatype, name) : [];
    });
  });
}

function routeOf(handler: Handler, host: object, method: string): DeclaredRoute[] {
  const declaration = read<RouteDeclaration>(ROUTE_DECLARATION, handler);
  const about = { handler: `${(host as { name: string }).name}.${method}`, declaration };
  const path = read<string | string[]>(PATH_METADATA, handler);
  const verb = read<RequestMethod>(METHOD_METADATA, handler);
  if (path !== undefined && verb !== undefined) {
    return [
      {
        ...about,
        kind: 'http',
        route: `${RequestMethod[verb]} ${joined(read<string | string[]>(PATH_METADATA, host) ?? '', path)}`,
      },
    ];
  }
  const type = read<string>(RESOLVER_TYPE_METADATA, handler);
  const isField =
    read<boolean>(RESOLVER_PROPERTY_METADATA, handler) === true ||
    read<boolean>(RESOLVER_REFERENCE_METADATA, handler) === true;
  if (type === undefined && !isField) return [];
  const name = read<string>(RESOLVER_NAME_METADATA, handler) ?? method;
  if (type !== undefined && ROOTS.has(type)) return [{ ...about, kind: 'operation', route: `${type}.${name}` }];
  return [{ ...about, kind: 'field', route: `${type ?? parentOf(host)}.${name}` }];
}

function joined(...parts: readonly (string | string[])[]): string {
  return `/${parts
    .flat()
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}

/** The type that a resolver's fields belong to, as the GraphQL module names it. */
function parentOf(host: object): string {
  const named: unknown = read(RESOLVER_NAME_METADATA, host);
  if (typeof named === 'string') return named;
  const typed: unknown = read(RESOLVER_TYPE_METADATA, host);
  return typeof typed === 'string' ? typed : '?';
}

function read<T>(key: string, target: object): T | undefined {
  return Reflect.getMetadata(key, target) as T | undefined;
}
