/** `crm.customer.view`: declared once, with the sentence that the role editor shows. */
export type Permission = string & { readonly __brand: 'Permission' };

/** The roles that come with the product. Roles are data: an operator may change them and add others. */
export type ShippedRole =
  | 'administrator'
  | 'manager'
  | 'financial_manager'
  | 'customer_creator'
  | 'support'
  | 'engineer';

export interface PermissionDeclaration {
  /** What the holder may do, as the role editor says it. */
  readonly sentence: string;
  /** Shipped roles that hold it from the start. The super administrator holds every permission. */
  readonly roles: readonly ShippedRole[];
}

export interface DeclaredPermission extends PermissionDeclaration {
  readonly permission: Permission;
  readonly area: string;
}

const registry = new Map<Permission, DeclaredPermission>();

/**
 * Declares the permissions of a context: `{ 'customer.view': {...} }` in area `crm` becomes `crm.customer.view`.
 * From this one list come the guards, the GraphQL enum, the role editor, the navigation and the reference page.
 */
export function declarePermissions<const Names extends Record<string, PermissionDeclaration>>(
  area: string,
  declarations: Names,
): { readonly [Name in keyof Names]: Permission } {
  const made: Record<string, Permission> = {};
  for (const [name, declaration] of Object.entries(declarations)) {
    const permission = `${area}.${name}` as Permission;
    registry.set(permission, { ...declaration, permission, area });
    made[name] = permission;
  }
  return made as { readonly [Name in keyof Names]: Permission };
}

export function allPermissions(): readonly DeclaredPermission[] {
  return [...registry.values()].sort((left, right) => (left.permission < right.permission ? -1 : 1));
}

export function parsePermission(text: string): Permission | undefined {
  return registry.get(text as Permission)?.permission;
}

/** `crm.customer.view` → `CRM_CUSTOMER_VIEW`, the name in the GraphQL enum. */
export function permissionEnumName(permission: Permission): string {
  return permission.replaceAll('.', '_').replaceAll(/([a-z])([A-Z])/g, '$1_$2').toUpperCase();
}
