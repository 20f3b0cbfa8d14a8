import { SetMetadata } from '@nestjs/common';
import type { Permission } from './permission.js';

/** Who may reach a route or a GraphQL field. Without one of these the product does not start. */
export type RouteDeclaration =
  | { readonly kind: 'runs'; readonly target: abstract new (...args: never[]) => unknown }
  | { readonly kind: 'asks'; readonly target: abstract new (...args: never[]) => unknown }
  | { readonly kind: 'allows'; readonly permission: Permission | 'staff' | 'customer' | 'signed_in' }
  | { readonly kind: 'public'; readonly reason: string };

export const ROUTE_DECLARATION = 'demarc:route';

/** The route runs this command, and nothing else decides who may. */
export function Runs(target: abstract new (...args: never[]) => unknown): MethodDecorator {
  return declare({ kind: 'runs', target });
}

/** The route answers this query. */
export function Asks(target: abstract new (...args: never[]) => unknown): MethodDecorator {
  return declare({ kind: 'asks', target });
}

/** The route has no command or query of its own (a field of a type, a file): whoever holds this may read it. */
export function Allows(permission: Permission | 'staff' | 'customer' | 'signed_in'): MethodDecorator {
  return declare({ kind: 'allows', permission });
}

/** Anyone may call it, and here is why. */
export function Public(reason: string): MethodDecorator {
  return declare({ kind: 'public', reason });
}

function declare(declaration: RouteDeclaration): MethodDecorator {
  return SetMetadata(ROUTE_DECLARATION, declaration);
}
