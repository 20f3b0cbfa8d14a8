/** What can have fields of its own. */
export const fieldEntities = ['CUSTOMER', 'SERVICE', 'PLAN', 'ROUTER'] as const;
export type FieldEntity = (typeof fieldEntities)[number];
