import type { Id } from '@demarc/kernel';

export type CustomerId = Id<'Customer'>;
export type PartnerId = Id<'Partner'>;
export type LocationId = Id<'Location'>;
export type CustomFieldId = Id<'CustomField'>;
export type NoteId = Id<'Note'>;
