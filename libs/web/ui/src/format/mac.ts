/** Any notation that people paste (AA-BB-CC-DD-EE-FF, aabb.ccdd.eeff, aabbccddeeff) to aa:bb:cc:dd:ee:ff, or null. */
export function normaliseMac(text: string): string | null {
  const hex = text
    .trim()
    .toLowerCase()
    .replace(/[:.\-\s]/g, '');
  if (!/^[0-9a-f]{12}$/.test(hex)) return null;
  return hex.match(/../g)?.join(':') ?? null;
}

export interface MacList {
  readonly macs: readonly string[];
  readonly faults: readonly string[];
}

/** Splits pasted text on commas, semicolons and line ends; repeats fold into one. */
export function parseMacList(text: string): MacList {
  const macs = new Set<string>();
  const faults: string[] = [];
  for (const piece of text.split(/[,;\n]+/)) {
    if (piece.trim() === '') continue;
    const mac = normaliseMac(piece);
    if (mac === null) faults.push(piece.trim());
    else macs.add(mac);
  }
  return { macs: [...macs], faults };
}
