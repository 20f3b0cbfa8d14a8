export interface PayWords {
  /** A decimal string; absent when only a name was typed. */
  readonly amount: string | null;
  readonly who: string;
}

/** `pay 200 ana`, `pay 12.50 #6`, `pay ana`: what the palette understands of a payment. It never runs one. */
export function readPayWords(typed: string): PayWords | null {
  const match = /^\s*pay\s+(?:(\d+(?:[.,]\d{1,4})?)\s+)?(\S.*)$/i.exec(typed);
  const who = match?.[2]?.trim();
  if (!match || who === undefined) return null;
  return { amount: match[1]?.replace(',', '.') ?? null, who };
}
