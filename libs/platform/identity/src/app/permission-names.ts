import { allPermissions, parsePermission, permissionEnumName } from '@demarc/access';
import { registerEnumType } from '@nestjs/graphql';
import { ValidateBy } from 'class-validator';

/** The GraphQL enum `Permission`. Its values come from the registry once every context has declared its own. */
export const PermissionName: Record<string, string> = {};
const descriptions: Record<string, { description: string }> = {};

registerEnumType(PermissionName, {
  name: 'Permission',
  description: 'A right that a role or an API key may hold.',
  valuesMap: descriptions,
});

/** To be called when all modules are loaded and the schema is not yet built. */
export function fillPermissionNames(): void {
  for (const declared of allPermissions()) {
    const name = permissionEnumName(declared.permission);
    PermissionName[name] = declared.permission;
    descriptions[name] = { description: declared.sentence };
  }
}

/** A list of permissions that the product knows. */
export function ArePermissions(): PropertyDecorator {
  return ValidateBy({
    name: 'arePermissions',
    validator: {
      validate: (value: unknown) =>
        Array.isArray(value) &&
        value.length <= 2_000 &&
        value.every((one) => typeof one === 'string' && parsePermission(one) !== undefined),
      defaultMessage: (args) => `${args?.property ?? 'the value'} must be a list of permissions that exist`,
    },
  });
}
