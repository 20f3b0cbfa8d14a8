import type { ReactNode } from 'react';
import type { Failure } from '../feedback/failure';
import type { GridSchema, GridState } from './grid-state';

export interface GridColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** In px; columns share what is left over. */
  readonly width?: number;
  /** `end` for figures. */
  readonly align?: 'start' | 'end';
  readonly sortable?: boolean;
  readonly hiddenByDefault?: boolean;
  /** Cannot be hidden. The first column never can. */
  readonly fixed?: boolean;
}

export interface GridTotals {
  /** "Whole filter", so that nobody reads it as the sum of the page. */
  readonly label: string;
  readonly cells: Readonly<Record<string, ReactNode>>;
}

export interface GridSelection {
  readonly ids: ReadonlySet<string>;
  readonly onChange: (ids: ReadonlySet<string>) => void;
  /** Verbs for what is selected, shown in the bar above the table. */
  readonly actions?: ReactNode;
  /** "All 3,412 in this filter": hands over to a selection token of the server. */
  readonly onSelectAll?: () => void;
  readonly allSelected?: boolean;
}

export interface GridEmpty {
  readonly title: string;
  readonly description?: ReactNode;
  readonly action?: ReactNode;
}

export interface DataGridProps<Row> {
  /** Accessible name, and the name of the scroll region. */
  readonly label: string;
  readonly columns: readonly GridColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowId: (row: Row) => string;
  readonly state: GridState;
  readonly onStateChange: (state: GridState) => void;
  readonly status: 'loading' | 'ready' | 'failed';
  readonly refreshing?: boolean;
  readonly failure?: Failure | null;
  readonly onRetry?: () => void;
  /** Of the whole filter. `exact: false` shows "~". */
  readonly total?: { readonly count: number; readonly exact: boolean } | null;
  readonly hasMore?: boolean;
  readonly loadingMore?: boolean;
  readonly onLoadMore?: () => void;
  /** Enter and a click on the row. */
  readonly onOpen?: (row: Row) => void;
  /** Marks the row whose panel is open. */
  readonly openId?: string | null;
  readonly selection?: GridSelection;
  readonly rowActions?: (row: Row) => ReactNode;
  readonly totals?: GridTotals;
  /** Nothing at all yet. With a filter on, the grid itself says that the filter hides everything. */
  readonly empty: GridEmpty;
  readonly toolbar?: ReactNode;
  /** `fill` takes the height of the page; a number is a maximum in px. */
  readonly height?: 'fill' | number;
  /** Renders all loaded rows, for screen readers and the find of the browser. */
  readonly plain?: boolean;
}

/** The schema of the address, from the columns and the names of the filters. */
export function gridSchema<Row>(
  columns: readonly GridColumn<Row>[],
  filters: readonly string[],
  defaultSort?: GridSchema['defaultSort'],
): GridSchema {
  return {
    columns: columns.map((column) => column.id),
    sortable: columns.filter((column) => column.sortable).map((column) => column.id),
    filters,
    ...(defaultSort === undefined ? {} : { defaultSort }),
  };
}
