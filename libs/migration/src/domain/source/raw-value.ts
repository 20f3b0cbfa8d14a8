/** A value as the source printed it. Numbers stay the text they were written as: no digit passes through a float. */
export type RawValue = string | boolean | null | readonly RawValue[] | RawObject;

export interface RawObject {
  readonly [field: string]: RawValue;
}

/** One object of one collection, with the place that a person can find it at. */
export interface RawRow {
  readonly collection: string;
  /** File name or address. */
  readonly origin: string;
  /** Counted from 1 within the collection. */
  readonly position: number;
  readonly value: RawObject;
}

/** What is wrong with the source's data, and where: always a file, mostly a row, often a field. */
export interface SourceFault {
  readonly origin: string;
  readonly collection: string;
  readonly row?: number;
  readonly field?: string;
  readonly message: string;
}

export function isRawObject(value: RawValue | undefined): value is RawObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function describeFault(fault: SourceFault): string {
  const place = [
    fault.origin,
    fault.row === undefined ? '' : `row ${fault.row}`,
    fault.field === undefined ? '' : `field "${fault.field}"`,
  ];
  return `${place.filter((part) => part !== '').join(', ')}: ${fault.message}`;
}
