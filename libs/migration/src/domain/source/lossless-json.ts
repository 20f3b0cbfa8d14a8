import { fail, ok, type Result } from '@demarc/kernel';
import { findJsonBreak } from './find-json-break.js';
import { locate } from './locate-in-json.js';
import { isRawObject, type RawObject, type RawValue, type SourceFault } from './raw-value.js';

/** Parses JSON and keeps each number as the text it was written as (ECMA-262 JSON.parse source text access). */
export function parseLossless(text: string): RawValue {
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown => {
    if (typeof value === 'number') return context?.source ?? String(value);
    return typeof value === 'string' ? storable(value) : value;
  };
  return JSON.parse(text, keepDigits) as RawValue;
}

/** Reads one collection file: bytes → rows. The fault names the row and field where reading broke off. */
export function parseCollection(
  bytes: Uint8Array,
  place: { readonly origin: string; readonly collection: string },
): Result<readonly RawObject[], SourceFault> {
  const text = decodeUtf8(bytes);
  if (typeof text !== 'string') {
    const before = new TextDecoder('utf-8').decode(bytes.subarray(0, text.badByte));
    return fail({
      ...place,
      ...locate(before, before.length),
      message: `byte ${text.badByte + 1} is not UTF-8; save the file as UTF-8`,
    });
  }
  let value: RawValue;
  try {
    value = parseLossless(text);
  } catch (error) {
    return fail(syntaxFault(text, error, place));
  }
  if (!Array.isArray(value)) return fail({ ...place, message: 'a list of objects is expected, in [ ]' });
  const rows: RawObject[] = [];
  for (const [index, row] of (value as readonly RawValue[]).entries()) {
    if (!isRawObject(row)) return fail({ ...place, row: index + 1, message: 'an object is expected here, in { }' });
    rows.push(row);
  }
  return ok(rows);
}

/** PostgreSQL text holds neither NUL nor half a surrogate pair; both become U+FFFD, so that the rest of a hostile name is kept. */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\u0000', '\uFFFD');
}

function decodeUtf8(bytes: Uint8Array): string | { readonly badByte: number } {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return { badByte: firstBadByte(bytes) };
  }
}

/**
 * Halves the range until the shortest broken prefix is found. An unfinished last character is not yet a fault, so the
 * place may be behind the character's first byte: back to that.
 */
function firstBadByte(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isValidPrefix(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (good > 0 && ((bytes[good - 1] ?? 0) & 0x80) !== 0) good -= 1;
  return good;
}

function isValidPrefix(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function syntaxFault(
  text: string,
  error: unknown,
  place: { readonly origin: string; readonly collection: string },
): SourceFault {
  if (error instanceof RangeError) return { ...place, message: 'objects are nested too deeply' };
  const offset = findJsonBreak(text);
  const what =
    offset >= text.trimEnd().length
      ? 'the file ends too early'
      : `"${text.slice(offset, offset + 1)}" is not expected here`;
  return { ...place, ...locate(text, offset), message: `not valid JSON: ${what} (character ${offset + 1})` };
}
