const storageKey = 'demarc-customer-sequence';
const most = 500;

/** The order of the list that a customer was opened from, so that J and K step through it on the record too. */
export function rememberSequence(ids: readonly string[]): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(ids.slice(0, most)));
  } catch {
    return;
  }
}

export interface Neighbours {
  readonly previous: string | null;
  readonly next: string | null;
}

export function neighboursOf(id: string): Neighbours | null {
  const ids = readSequence();
  const at = ids.indexOf(id);
  if (at < 0) return null;
  return { previous: ids[at - 1] ?? null, next: ids[at + 1] ?? null };
}

function readSequence(): readonly string[] {
  try {
    const raw: unknown = JSON.parse(sessionStorage.getItem(storageKey) ?? '[]');
    return Array.isArray(raw) ? raw.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}
