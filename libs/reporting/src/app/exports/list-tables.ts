import { type Call, type Query, type QueryBus } from '@demarc/commands';
import type { Page } from '@demarc/graphql';
import { currencyCode, money, toDecimalString } from '@demarc/kernel';
import { CreditNoteList, type ListedCreditNote } from '../credit-note-list.query.js';
import type { ListedCustomer } from '../customer-list-filter.js';
import { CustomerList } from '../customer-list.query.js';
import { InvoiceList, type ListedInvoice } from '../invoice-list.query.js';
import { type ListedPayment, PaymentList } from '../payment-list.query.js';
import type { Say } from '../../domain/texts/report-tongue.js';
import type { CellKind } from '../reports/report.js';
import { type ListedServiceRow, ServiceList } from '../service-list.query.js';
import type { Cells, ExportTable } from './export-table.js';

const PAGE = 200;

interface Heading {
  readonly title: string;
  readonly kind: CellKind;
}

interface RowsOfPage {
  readonly rows: readonly Cells[];
  readonly after: string | null;
}

/** A list that grids show, as it stands in a file. Its own query answers, so a file has what the reader may read. */
export interface ListSubject {
  readonly title: string;
  readonly query: abstract new (...args: never[]) => Query<never, unknown>;
  readonly columns: readonly Heading[];
  readonly page: (queries: QueryBus, call: Call, question: object, after: string | null) => Promise<RowsOfPage>;
}

function list<Question extends object, Row>(
  title: string,
  query: new (...args: never[]) => Query<Question, Page<Row>>,
  columns: readonly Heading[],
  cells: (row: Row) => Cells,
): ListSubject {
  return {
    title,
    query,
    columns,
    page: async (queries, call, question, after) => {
      const asked = { ...question, first: PAGE, after, counted: false } as unknown as Question;
      const { nodes, pageInfo } = await queries.ask(query, asked, call);
      return { rows: nodes.map(cells), after: pageInfo.hasNextPage ? pageInfo.endCursor : null };
    },
  };
}

const text = (title: string): { readonly title: string; readonly kind: CellKind } => ({ title, kind: 'text' });
const date = (title: string): { readonly title: string; readonly kind: CellKind } => ({ title, kind: 'date' });
const amount = (title: string): { readonly title: string; readonly kind: CellKind } => ({ title, kind: 'money' });

interface Owned {
  readonly customer_number: string;
  readonly customer_name: string;
  readonly partner_name: string;
}

const owner = ({ customer_number, customer_name, partner_name }: Owned): Cells => [
  customer_number,
  customer_name,
  partner_name,
];
const OWNER = [text('Customer no.'), text('Customer'), text('Partner')];

function major(minor: string | null, currency: string | null): string | null {
  return minor === null || currency === null ? null : toDecimalString(money(BigInt(minor), currencyCode(currency)));
}

const decimal = (title: string): Heading => ({ title, kind: 'decimal' });

const CUSTOMERS = list<object, ListedCustomer>(
  'Customers',
  CustomerList,
  [
    ...['Number', 'Name', 'Category', 'Status', 'Login', 'E-mail', 'Phones', 'City'].map(text),
    ...['Partner', 'Location', 'Services'].map(text),
    amount('Balance'),
    text('Currency'),
  ],
  (row) => [
    ...[row.number, row.name, row.category, row.status, row.login, row.email, row.phones, row.city],
    ...[row.partner_name, row.location_name, (row.services ?? []).map((service) => service.title).join(', ')],
    ...[major(row.balance_minor, row.currency), row.currency],
  ],
);

const INVOICES = list<object, ListedInvoice>(
  'Invoices',
  InvoiceList,
  [
    ...[text('Number'), text('Kind'), text('State'), date('Date'), date('Due'), ...OWNER],
    ...[amount('Total'), amount('Open'), text('Currency')],
  ],
  (row) => [
    ...[row.number, row.kind, row.state, row.issued_on, row.due_on, ...owner(row)],
    ...[major(row.gross_minor, row.currency), major(row.open_minor, row.currency), row.currency],
  ],
);

const CREDIT_NOTES = list<object, ListedCreditNote>(
  'Credit notes',
  CreditNoteList,
  [
    ...[text('Number'), date('Date'), text('Invoice'), ...OWNER, text('Note')],
    ...[amount('Total'), amount('Left'), text('Currency')],
  ],
  (row) => [
    ...[row.number, row.issued_on, row.invoice_number, ...owner(row), row.note],
    ...[major(row.gross_minor, row.currency), major(row.remaining_minor, row.currency), row.currency],
  ],
);

const PAYMENTS = list<object, ListedPayment>(
  'Payments',
  PaymentList,
  [
    ...[text('Receipt'), text('Status'), date('Received'), ...OWNER, text('Paid by'), text('Recorded by')],
    ...[amount('Amount'), amount('Not allocated'), text('Currency')],
  ],
  (row) => [
    ...[row.receipt_number, row.status, row.received_on, ...owner(row), row.method, row.recorded_by],
    ...[major(row.amount_minor, row.currency), major(row.unallocated_minor, row.currency), row.currency],
  ],
);

const SERVICES = list<object, ListedServiceRow>(
  'Services',
  ServiceList,
  [
    ...[text('Number'), text('Kind'), text('Status'), text('Plan'), ...OWNER, date('Start'), date('End')],
    ...[decimal('Unit price'), decimal('Quantity'), text('Currency'), text('Login'), text('IPv4')],
  ],
  (row) => [
    ...[row.number, row.kind, row.status, row.title, ...owner(row), row.starts_on, row.ends_on],
    ...[row.unit_price, row.quantity, row.currency, row.login, row.ipv4],
  ],
);

const LISTS: ReadonlyMap<string, ListSubject> = new Map([
  ['customers', CUSTOMERS],
  ['invoices', INVOICES],
  ['credit-notes', CREDIT_NOTES],
  ['payments', PAYMENTS],
  ['services', SERVICES],
]);

export function listOf(subject: string): ListSubject | undefined {
  return LISTS.get(subject);
}

/** Every row of a list's filter, page by page in its own order. */
export function listTable(list: ListSubject, question: object, queries: QueryBus, call: Call, say: Say): ExportTable {
  return {
    title: say(list.title),
    about: [],
    columns: list.columns.map(({ title, kind }) => ({ title: say(title), kind })),
    total: null,
    totals: null,
    pages: async function* pages() {
      let after: string | null = null;
      do {
        const page: RowsOfPage = await list.page(queries, call, question, after);
        if (page.rows.length > 0) yield page.rows;
        after = page.after;
      } while (after !== null);
    },
  };
}
