import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Books, linesOf, type Rows, type Tariff, VAT } from './splynx-books.ts';

const NEVER = '0000-00-00';
const STAMP = '2026-03-15 03:00:01';
const PARTNER = 1;
const ROUTER = 1;

export interface SplynxService {
  readonly tariff: number;
  readonly login: string;
  readonly password: string;
  readonly endsOn?: string;
  readonly status?: 'active' | 'disabled';
}

export interface SplynxCustomer {
  readonly name: string;
  readonly status: 'active' | 'blocked' | 'disabled';
  readonly service: SplynxService;
  /** How many routers are rented. */
  readonly rented?: number;
  /** First days of the months that have an invoice, and whether it is paid. */
  readonly billed: Readonly<Record<string, 'paid' | 'open'>>;
  readonly blockingPeriod?: number;
  /** When, and by whom (0 is the system itself), the status came about. */
  readonly changed?: { readonly on: string; readonly by: number };
}

export const TARIFFS: readonly Tariff[] = [
  { title: 'Home 50', cents: 2000, withVat: false, kbps: [50_000, 10_000] },
  { title: 'Home 100', cents: 3600, withVat: true, kbps: [100_000, 20_000] },
];

/** An invented provider, in the files that Splynx's API 2.0 would answer. Returns the folder. */
export function writeSplynxFolder(customers: readonly SplynxCustomer[], radiusSecret: string): string {
  const collections: Record<string, Rows> = { ...settingsOf(radiusSecret), ...emptyBooks() };
  const rowsOf = (name: string): Rows => (collections[name] ??= []);
  for (const [index, customer] of customers.entries()) addCustomer(index + 1, customer, rowsOf);
  const folder = mkdtempSync(join(tmpdir(), 'demarc-splynx-'));
  for (const [name, rows] of Object.entries(collections)) {
    writeFileSync(join(folder, `${name}.json`), JSON.stringify(rows, undefined, 1));
  }
  return folder;
}

function settingsOf(radiusSecret: string): Record<string, Rows> {
  const priced = { with_vat: '0', vat_percent: `${VAT}.0000`, tax_id: 1, partners_ids: [PARTNER] };
  return {
    partners: [{ id: PARTNER, name: 'Harbour Net' }],
    locations: [{ id: 1, name: 'Northport' }],
    taxes: [{ id: 1, name: 'VAT 20%', rate: VAT, type: 'single', archived: 0 }],
    'tariffs-internet': TARIFFS.map(({ title, cents, withVat, kbps: [down, up] }, index) => ({
      ...priced,
      id: index + 1,
      title,
      service_name: title,
      price: (cents / 100).toFixed(4),
      with_vat: withVat ? '1' : '0',
      speed_download: down,
      speed_upload: up,
      speed_limit_type: 'percent',
      speed_limit_at: 10,
      aggregation: 1,
      burst_type: 'none',
      priority: 'normal',
    })),
    'tariffs-recurring': [{ ...priced, id: 1, title: 'Router rental', service_name: 'Router rental', price: '2.5000' }],
    routers: [
      {
        id: ROUTER,
        title: 'gate',
        model: 'CCR2004',
        location_id: 1,
        ip: '127.0.0.1',
        nas_ip: '127.0.0.1',
        authorization_method: 'ppp_dhcp_radius',
        accounting_method: 'radius',
        nas_type: 1,
        radius_secret: radiusSecret,
        partners_ids: [PARTNER],
      },
    ],
    'payment-methods': [{ id: 2, name: 'Bank transfer', is_active: '1' }],
    'transaction-categories': [
      { id: 1, name: 'Service', is_base: '1' },
      { id: 3, name: 'Payment', is_base: '1' },
    ],
  };
}

/** There, and without a row: else nothing would be known of them. */
function emptyBooks(): Record<string, Rows> {
  const names = ['invoices', 'payments', 'transactions', 'invoice-relations', 'customer-logs-changes', 'credit-notes'];
  return Object.fromEntries(names.map((name) => [name, []]));
}

function addCustomer(id: number, customer: SplynxCustomer, rowsOf: (name: string) => Rows): void {
  const { name, status, service, changed } = customer;
  const tariff = TARIFFS[service.tariff - 1];
  if (!tariff) throw new RangeError(`no tariff ${service.tariff}`);
  rowsOf('customers').push({
    id,
    billing_type: 'recurring',
    partner_id: PARTNER,
    location_id: 1,
    status,
    login: String(id).padStart(6, '0'),
    category: 'person',
    name,
    email: `customer-${id}@example.net`,
    date_add: '2024-01-01',
    last_update: STAMP,
  });
  if (changed) {
    rowsOf('customer-logs-changes').push({
      id,
      customer_id: id,
      old_status: 'active',
      new_status: status,
      date: changed.on,
      time: '02:10:00',
      administrator_id: changed.by,
    });
  }
  addServices(id, customer, tariff, rowsOf);
  new Books(id, linesOf(id, customer, tariff), rowsOf).write(customer);
}

function addServices(
  id: number,
  { service, rented = 0 }: SplynxCustomer,
  tariff: Tariff,
  rowsOf: (name: string) => Rows,
): void {
  const running = { parent_id: 0, customer_id: id, start_date: '2024-01-01', unit: '', period: '-1' };
  rowsOf('internet-services').push({
    ...running,
    id: 1000 + id,
    type: 'internet',
    tariff_id: service.tariff,
    status: service.status ?? 'active',
    description: tariff.title,
    quantity: 1,
    unit_price: (tariff.cents / 100).toFixed(4),
    end_date: service.endsOn ?? NEVER,
    router_id: ROUTER,
    login: service.login,
    password: service.password,
    taking_ipv4: 0,
  });
  if (rented === 0) return;
  rowsOf('recurring-services').push({
    ...running,
    id: 500 + id,
    type: 'custom',
    tariff_id: 1,
    status: 'active',
    description: 'Router rental',
    quantity: rented,
    unit_price: '2.5000',
    end_date: NEVER,
  });
}
