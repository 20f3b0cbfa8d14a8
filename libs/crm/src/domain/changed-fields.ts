import { canonicalJson } from '@demarc/kernel';

export interface FieldChange {
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields of `wanted` that differ from what is there: what a change would do, and what an audit entry shows. */
export function changedFields(present: object, wanted: object): Readonly<Record<string, FieldChange>> {
  const before = present as Readonly<Record<string, unknown>>;
  const changes: Record<string, FieldChange> = {};
  for (const [field, value] of Object.entries(wanted)) {
    if (value === undefined) continue;
    const old = before[field] ?? null;
    const fresh: unknown = value ?? null;
    if (canonicalJson(old) !== canonicalJson(fresh)) changes[field] = { before: old, after: fresh };
  }
  return changes;
}
