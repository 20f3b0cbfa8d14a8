/** A number exactly as the file has it: `60.0` stays `60.0`, as PHP prints it. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type ExactValue = string | boolean | null | ExactNumber | ExactValue[] | { [field: string]: ExactValue };
export type ExactRow = { [field: string]: ExactValue };

export function parseExact(text: string): ExactValue {
  const keepDigits = (_key: string, value: unknown, context?: { source?: string }): unknown =>
    typeof value === 'number' ? new ExactNumber(context?.source ?? String(value)) : value;
  return JSON.parse(text, keepDigits) as ExactValue;
}

/** `asStrings` prints as old servers do: every number and boolean in quotes. */
export function printExact(value: ExactValue, asStrings: boolean): string {
  if (value instanceof ExactNumber) return asStrings ? JSON.stringify(value.text) : value.text;
  if (typeof value === 'boolean') return asStrings ? (value ? '"1"' : '"0"') : String(value);
  if (Array.isArray(value)) return `[${value.map((item) => printExact(item, asStrings)).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([name, item]) => `${JSON.stringify(name)}:${printExact(item, asStrings)}`)
      .join(',')}}`;
  }
  return JSON.stringify(value);
}

/** A field as the database would compare it. */
export function scalarText(value: ExactValue | undefined): string | null {
  if (value === undefined || value === null) return null;
  if (value instanceof ExactNumber) return value.text;
  if (typeof value === 'boolean') return value ? '1' : '0';
  return typeof value === 'string' ? value : printExact(value, false);
}
