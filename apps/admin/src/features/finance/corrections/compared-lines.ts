interface Amount {
  readonly amount: string;
  readonly currency: string;
}

interface Side {
  readonly lines: readonly { readonly id: string; readonly description: string; readonly gross: Amount }[];
}

export interface ComparedRow {
  readonly id: string;
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  readonly label: string;
  readonly before: Amount | null;
  readonly after: Amount | null;
}

/** Lines of two documents beside each other: the same words meet in their order. */
export function comparedLines(before: Side, after: Side): ComparedRow[] {
  const waiting = [...before.lines];
  const rows = after.lines.map((line): ComparedRow => {
    const at = waiting.findIndex(({ description }) => description === line.description);
    const [old] = at < 0 ? [] : waiting.splice(at, 1);
    const kind = old === undefined ? 'added' : old.gross.amount === line.gross.amount ? 'same' : 'changed';
    return { id: line.id, kind, label: line.description, before: old?.gross ?? null, after: line.gross };
  });
  const gone = waiting.map((line): ComparedRow => ({
    id: line.id,
    kind: 'removed',
    label: line.description,
    before: line.gross,
    after: null,
  }));
  return [...rows, ...gone];
}
