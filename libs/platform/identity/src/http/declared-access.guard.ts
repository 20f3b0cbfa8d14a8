import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ModuleRef, Reflector } from '@nestjs/core';
import { ROUTE_DECLARATION, type RouteDeclaration } from '@demarc/access';
import { requestOf } from '@demarc/graphql';
import { Refusal } from '@demarc/kernel';
import type { GraphQLResolveInfo } from 'graphql';
import { pass } from './route-wall.js';

/** The first wall, before any handler of HTTP or GraphQL: what declares nothing is closed. */
@Injectable()
export class DeclaredAccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly modules: ModuleRef,
  ) {}

  canActivate(context: ExecutionContext): boolean {
    const declaration = this.reflector.get<RouteDeclaration | undefined>(ROUTE_DECLARATION, context.getHandler());
    if (!declaration) throw new Refusal('forbidden', 'NOT_DECLARED', 'This is closed.');
    assertNoChangeByGet(context);
    pass(declaration, requestOf(context).call.actor, this.modules);
    return true;
  }
}

/** A link or an image of another site can make a browser GET anything; so a GET changes nothing. */
function assertNoChangeByGet(context: ExecutionContext): void {
  if (context.getType<string>() !== 'graphql') return;
  const request: { method?: string } = context.getArgByIndex<{ req: { method?: string } }>(2).req;
  const info = context.getArgByIndex<GraphQLResolveInfo | undefined>(3);
  if (request.method === 'GET' && info?.operation.operation === 'mutation') {
    throw new Refusal('invalid', 'MUTATION_BY_GET', 'Send changes by POST.');
  }
}
