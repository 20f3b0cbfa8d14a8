import type { AttributeDefinition, AttributeLine, Hiding } from './attribute-definition.js';
import { STANDARD_ATTRIBUTES } from './dictionary-standard.js';
import { VENDOR_ATTRIBUTES, VENDOR_NAMES } from './dictionary-vendors.js';

const byNumber = new Map<number, AttributeDefinition>();
const byName = new Map<string, AttributeDefinition>();

for (const line of STANDARD_ATTRIBUTES) register(0, line);
for (const [vendor, lines] of VENDOR_ATTRIBUTES) for (const line of lines) register(vendor, line);

export function attributeByNumber(vendor: number, type: number): AttributeDefinition | undefined {
  return byNumber.get(vendor * 256 + type);
}

export function attributeByName(name: string): AttributeDefinition | undefined {
  return byName.get(name.toLowerCase());
}

/** The name people know, or `Attr-200`, `Vendor-9999-Attr-7` for what the dictionary does not hold. */
export function attributeName(vendor: number, type: number): string {
  const known = attributeByNumber(vendor, type);
  if (known) return known.name;
  return vendor === 0 ? `Attr-${type}` : `${VENDOR_NAMES.get(vendor) ?? `Vendor-${vendor}`}-Attr-${type}`;
}

export function allAttributes(): IterableIterator<AttributeDefinition> {
  return byNumber.values();
}

function register(vendor: number, [type, name, kind, mark]: AttributeLine): void {
  const tagged = mark === 'tag' || mark === 'tag+salt';
  const hiding: Hiding | undefined =
    mark === 'password' ? mark : mark === 'salt' || mark === 'tag+salt' ? 'salt' : undefined;
  const definition: AttributeDefinition = { vendor, type, name, kind, tagged, ...(hiding ? { hiding } : {}) };
  byNumber.set(vendor * 256 + type, definition);
  byName.set(name.toLowerCase(), definition);
}
