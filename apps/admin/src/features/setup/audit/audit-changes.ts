/** A fact of an audit entry, as text. */
export interface ChangedValue {
  readonly id: string;
  readonly kind: 'added' | 'removed' | 'changed' | 'same';
  readonly before: string | null;
  readonly after: string | null;
}

type Facts = Readonly<Record<string, unknown>>;

export interface AuditFacts {
  readonly values: readonly ChangedValue[];
  /** What stands beside before and after: counts, reasons. */
  readonly more: readonly { readonly id: string; readonly text: string }[];
}

/** Before and after, field by field. What is the same on both sides is left out. */
export function auditFacts(changes: unknown): AuditFacts {
  const { before, after, granted, taken, ...rest } = asRecord(changes);
  const beside = Object.entries(rest);
  const own = beside.filter(([, value]) => isPair(value));
  return {
    values: [
      ...differences(asRecord(before), asRecord(after)),
      ...own.flatMap(([id, value]) =>
        differences({ [id]: asRecord(value)['before'] }, { [id]: asRecord(value)['after'] }),
      ),
      ...names(granted).map((id) => ({ id, kind: 'added' as const, before: null, after: '✓' })),
      ...names(taken).map((id) => ({ id, kind: 'removed' as const, before: '✓', after: null })),
    ],
    more: beside
      .filter(([, value]) => !isPair(value))
      .flatMap(([id, value]) => {
        const text = textOf(value);
        return text === null ? [] : [{ id, text }];
      }),
  };
}

function differences(before: Facts, after: Facts): readonly ChangedValue[] {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .map((id) => ({ id, before: textOf(before[id]), after: textOf(after[id]) }))
    .filter((one) => one.before !== one.after)
    .map((one) => ({ ...one, kind: kindOf(one.before, one.after) }));
}

/** A field that carries both of its values with it: `email: { before, after }`. */
function isPair(value: unknown): boolean {
  const keys = Object.keys(asRecord(value));
  return keys.length > 0 && keys.every((key) => key === 'before' || key === 'after');
}

function names(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
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

function asRecord(value: unknown): Facts {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
}
