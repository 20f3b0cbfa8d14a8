/** A fact of an audit entry, as text. */
export interface ChangedValue {
  readonly id: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
  readonly before: string | null;
  readonly after: string | null;
}

export interface AuditFacts {
  readonly values: readonly ChangedValue[];
  /** What stands beside before and after: rights granted, counts, reasons. */
  readonly more: readonly { readonly id: string; readonly text: string }[];
}

/** Before and after, field by field. What is the same on both sides is left out. */
export function auditFacts(changes: unknown): AuditFacts {
  const all = asRecord(changes);
  const before = asRecord(all['before']);
  const after = asRecord(all['after']);
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return {
    values: names
      .map((id) => ({ id, before: textOf(before[id]), after: textOf(after[id]) }))
      .filter((one) => one.before !== one.after)
      .map((one) => ({ ...one, kind: kindOf(one.before, one.after) })),
    more: Object.entries(all)
      .filter(([id]) => id !== 'before' && id !== 'after')
      .flatMap(([id, value]) => {
        const text = textOf(value);
        return text === null ? [] : [{ id, text }];
      }),
  };
}

function kindOf(before: string | null, after: string | null): ChangedValue['kind'] {
  if (before === null) return 'added';
  return after === null ? 'removed' : 'changed';
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return value.length === 0 ? null : value.map((one) => textOf(one) ?? '–').join(', ');
  return JSON.stringify(value, null, 1).replaceAll(/\s*\n\s*/g, ' ');
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
