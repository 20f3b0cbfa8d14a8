/** What a list shows, and nothing else: it lives in the URL, so that a copied address reproduces the screen. */
export interface GridState {
  readonly text: string;
  readonly sort: GridSort | null;
  /** Field to its accepted values. A range is `from..until`. */
  readonly filters: Readonly<Record<string, readonly string[]>>;
  /** Visible columns; null while the defaults stand. */
  readonly columns: readonly string[] | null;
}

export interface GridSort {
  readonly column: string;
  readonly direction: 'asc' | 'desc';
}

export const emptyGridState: GridState = { text: '', sort: null, filters: {}, columns: null };

/** What the list knows; anything else in an address is left out and reported. */
export interface GridSchema {
  readonly columns: readonly string[];
  readonly sortable: readonly string[];
  readonly filters: readonly string[];
  readonly defaultSort?: GridSort;
}

export type SearchRecord = Readonly<Record<string, string>>;

const filterPrefix = 'f.';

/** Only what differs from the defaults is written. */
export function gridStateToSearch(state: GridState, schema: GridSchema): SearchRecord {
  const search: Record<string, string> = {};
  if (state.text !== '') search['q'] = state.text;
  if (state.sort !== null && !sameSort(state.sort, schema.defaultSort))
    search['sort'] = `${state.sort.column}.${state.sort.direction}`;
  for (const field of Object.keys(state.filters).sort()) {
    const values = state.filters[field] ?? [];
    if (values.length > 0) search[`${filterPrefix}${field}`] = values.map(encodeValue).join(',');
  }
  if (state.columns !== null) search['cols'] = state.columns.join(',');
  return search;
}

export interface ReadGridState {
  readonly state: GridState;
  /** Parameters that mean nothing here: shown as a notice, never a crash. */
  readonly ignored: readonly string[];
}

export function searchToGridState(search: Readonly<Record<string, unknown>>, schema: GridSchema): ReadGridState {
  const ignored: string[] = [];
  const text = asText(search['q']) ?? '';
  const sort = readSort(asText(search['sort']), schema, ignored);
  const columns = readColumns(asText(search['cols']), schema, ignored);
  const filters: Record<string, readonly string[]> = {};
  for (const [key, raw] of Object.entries(search)) {
    if (!key.startsWith(filterPrefix)) continue;
    const field = key.slice(filterPrefix.length);
    const values = (asText(raw) ?? '').split(',').filter(Boolean).map(decodeValue);
    if (!schema.filters.includes(field)) ignored.push(key);
    else if (values.length > 0) filters[field] = values;
  }
  return { state: { text, sort, filters, columns }, ignored };
}

/** The parameters that belong to the grid, so that others of the page (tab, panel) survive a change of it. */
export function isGridParameter(key: string): boolean {
  return key === 'q' || key === 'sort' || key === 'cols' || key.startsWith(filterPrefix);
}

function readSort(raw: string | null, schema: GridSchema, ignored: string[]): GridSort | null {
  if (raw === null) return schema.defaultSort ?? null;
  const dot = raw.lastIndexOf('.');
  const column = raw.slice(0, dot);
  const direction = raw.slice(dot + 1);
  if (dot > 0 && schema.sortable.includes(column) && (direction === 'asc' || direction === 'desc'))
    return { column, direction };
  ignored.push('sort');
  return schema.defaultSort ?? null;
}

function readColumns(raw: string | null, schema: GridSchema, ignored: string[]): readonly string[] | null {
  if (raw === null) return null;
  const asked = raw.split(',').filter(Boolean);
  const known = asked.filter((column) => schema.columns.includes(column));
  if (known.length < asked.length) ignored.push('cols');
  return known.length > 0 ? known : null;
}

function asText(raw: unknown): string | null {
  if (typeof raw === 'string') return raw;
  return typeof raw === 'number' || typeof raw === 'boolean' ? String(raw) : null;
}

function sameSort(one: GridSort, other: GridSort | undefined): boolean {
  return one.column === other?.column && one.direction === other.direction;
}

function encodeValue(value: string): string {
  return value.replaceAll('%', '%25').replaceAll(',', '%2C');
}

function decodeValue(value: string): string {
  return value.replaceAll('%2C', ',').replaceAll('%25', '%');
}

/** A click on a header: ascending, descending, then the default order again. */
export function nextSort(current: GridSort | null, column: string): GridSort | null {
  if (current?.column !== column) return { column, direction: 'asc' };
  return current.direction === 'asc' ? { column, direction: 'desc' } : null;
}

export function withFilter(state: GridState, field: string, values: readonly string[]): GridState {
  const filters = Object.fromEntries(Object.entries(state.filters).filter(([name]) => name !== field));
  return { ...state, filters: values.length === 0 ? filters : { ...filters, [field]: values } };
}

export function activeFilterCount(state: GridState): number {
  return Object.keys(state.filters).length + (state.text === '' ? 0 : 1);
}
