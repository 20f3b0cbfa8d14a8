import type { Id } from '@demarc/kernel';

export type RouterId = Id<'Router'>;
export type AddressPoolId = Id<'AddressPool'>;
export type AccessActionId = Id<'AccessAction'>;
