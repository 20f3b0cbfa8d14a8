import { type Actor, holds, type RouteDeclaration } from '@demarc/access';
import { Command, permit, Query } from '@demarc/commands';
import type { ModuleRef } from '@nestjs/core';
import { Refusal } from '@demarc/kernel';

/** Throws unless the actor may use what is declared so. The command and query buses ask a second time. */
export function pass(declaration: RouteDeclaration, actor: Actor, modules: ModuleRef): void {
  switch (declaration.kind) {
    case 'public':
      return;
    case 'runs':
    case 'asks':
      permit(ruleOf(declaration, modules), actor);
      return;
    case 'allows':
      allow(declaration.permission, actor);
  }
}

export function ruleOf(
  declaration: Extract<RouteDeclaration, { kind: 'runs' | 'asks' }>,
  modules: ModuleRef,
): Command<object, unknown>['rule'] | Query<unknown, unknown>['rule'] {
  const target: unknown = modules.get(declaration.target as never, { strict: false });
  if (declaration.kind === 'runs' && target instanceof Command) return target.rule;
  if (declaration.kind === 'asks' && target instanceof Query) return target.rule;
  throw new Error(
    `${declaration.target.name} is declared by a route and is no ${declaration.kind === 'runs' ? 'command' : 'query'}`,
  );
}

function allow(permission: Extract<RouteDeclaration, { kind: 'allows' }>['permission'], actor: Actor): void {
  if (actor.kind === 'system') return;
  if (actor.kind === 'nobody') throw new Refusal('unauthenticated', 'SIGN_IN_NEEDED', 'Please sign in first.');
  if (permission === 'signed_in') return;
  if (
    permission === 'customer'
      ? actor.kind === 'customer'
      : permission === 'staff'
        ? actor.kind !== 'customer'
        : holds(actor, permission)
  )
    return;
  throw new Refusal('forbidden', 'NOT_PERMITTED', 'Your role does not allow this. A super administrator can grant it.');
}
