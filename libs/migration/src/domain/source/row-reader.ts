import { Decimal, type LocalDate } from '@demarc/kernel';
import { readDate, readDecimal, readFlag, readInteger, readLocalTime, readText, type Reading } from './coerce.js';
import { isRawObject, type RawObject, type RawRow, type SourceFault } from './raw-value.js';
import { parseSourceId, type SourceId } from './source-id.js';

/** Splynx keeps money at 4 decimal places; anything printed beyond is float noise of its JSON encoder. */
const STORED_PLACES = 4;
const NO_ID = 'no-id' as SourceId;

/**
 * Reads the fields of one row by what they mean, never by their JSON type. What cannot be read is noted with row and
 * field; a row with a fault is set aside whole. Through `lenient`, a value that cannot be read is dropped and noted.
 */
export class RowReader {
  constructor(
    private readonly row: RawRow,
    private readonly faults: SourceFault[],
    private readonly notes: SourceFault[],
    private readonly path = '',
  ) {}

  get lenient(): RowReader {
    return new RowReader(this.row, this.notes, this.notes, this.path);
  }

  get fields(): RawObject {
    return this.row.value;
  }

  id(field: string): SourceId {
    const text = this.read(field, readText(this.fields[field]));
    const id = text === undefined ? undefined : parseSourceId(text);
    if (id === undefined) {
      this.fault(field, text === undefined ? 'an id is expected here' : `"${text.slice(0, 60)}" is not an id`);
      return NO_ID;
    }
    return id;
  }

  /** A reference; 0, `""`, null and false mean "none". */
  ref(field: string): SourceId | undefined {
    const text = this.read(field, readText(this.fields[field]))?.trim();
    if (text === undefined || text === '') return undefined;
    const id = parseSourceId(text);
    if (id === undefined) this.fault(field, `"${text.slice(0, 60)}" is not an id`);
    return id === '0' ? undefined : id;
  }

  refs(field: string): readonly SourceId[] {
    const raw = this.fields[field];
    const parts = Array.isArray(raw)
      ? (raw as readonly unknown[]).map(String)
      : typeof raw === 'string'
        ? raw.split(',')
        : [];
    return parts.map((part) => parseSourceId(part)).filter((id): id is SourceId => id !== undefined && id !== '0');
  }

  text(field: string): string {
    return this.read(field, readText(this.fields[field])) ?? '';
  }

  texts(field: string): readonly string[] {
    const raw = this.fields[field];
    const parts = Array.isArray(raw) ? (raw as readonly unknown[]).map(String) : this.text(field).split(',');
    return parts.map((part) => part.trim()).filter((part) => part !== '');
  }

  flag(field: string, otherwise = false): boolean {
    return this.read(field, readFlag(this.fields[field])) ?? otherwise;
  }

  integer(field: string, otherwise = 0): number {
    return this.read(field, readInteger(this.fields[field])) ?? otherwise;
  }

  decimal(field: string): Decimal {
    return this.read(field, readDecimal(this.fields[field])) ?? new Decimal(0);
  }

  /** An amount at the precision that the source stores. */
  amount(field: string): Decimal {
    return this.decimal(field).toDecimalPlaces(STORED_PLACES);
  }

  date(field: string): LocalDate | undefined {
    return this.read(field, readDate(this.fields[field]));
  }

  requiredDate(field: string): LocalDate {
    const reading = readDate(this.fields[field]);
    const date = this.read(field, reading);
    if (reading.kind === 'empty') this.fault(field, 'a date is expected here');
    return date ?? ('0001-01-01' as LocalDate);
  }

  localTime(field: string): string | undefined {
    return this.read(field, readLocalTime(this.fields[field]));
  }

  oneOf<const T extends string>(field: string, allowed: readonly T[], otherwise?: T): T {
    const text = this.text(field).trim().toLowerCase();
    const found = allowed.find((one) => one === text);
    if (found !== undefined) return found;
    if (text === '' && otherwise !== undefined) return otherwise;
    this.fault(field, `"${text.slice(0, 60)}" is none of ${allowed.join(', ')}`);
    return otherwise ?? (allowed[0] as T);
  }

  /** An object by name; PHP prints an empty one as `[]`. */
  map(field: string): Readonly<Record<string, string>> {
    const raw = this.fields[field];
    if (!isRawObject(raw)) return {};
    const entries = Object.entries(raw).map(
      ([name, item]) => [name, typeof item === 'string' ? item : JSON.stringify(item)] as const,
    );
    return Object.fromEntries(entries.filter(([, item]) => item !== 'null'));
  }

  list(field: string): readonly RowReader[] {
    const raw = this.fields[field];
    if (raw === undefined || raw === null || raw === '') return [];
    const rows = Array.isArray(raw) ? (raw as readonly RawObject[]) : isRawObject(raw) ? Object.values(raw) : undefined;
    if (rows === undefined || !rows.every((one) => isRawObject(one))) {
      this.fault(field, 'a list of objects is expected here');
      return [];
    }
    return rows.map(
      (value, index) =>
        new RowReader({ ...this.row, value }, this.faults, this.notes, `${this.path}${field}[${index + 1}].`),
    );
  }

  fault(field: string, message: string): void {
    const { origin, collection, position } = this.row;
    this.faults.push({ origin, collection, row: position, field: this.path + field, message });
  }

  private read<T>(field: string, reading: Reading<T>): T | undefined {
    if (reading.kind === 'wrong') this.fault(field, reading.message);
    return reading.kind === 'value' ? reading.value : undefined;
  }
}
