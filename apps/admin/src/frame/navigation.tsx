import { House, Network, Settings, Users, Wallet } from 'lucide-react';
import type { ReactNode } from 'react';
import { defineCatalogue, type NavGroup, type PermissionCheck, type TextOf, useTexts } from '@demarc/ui';

const entries = {
  home: 'Home',
  customers: 'Customers',
  outstanding: 'Outstanding',
  finance: 'Finance',
  network: 'Network',
  setup: 'Setup',
  invoices: 'Invoices',
  proformas: 'Proformas',
  paperTemplates: 'Templates',
  creditNotes: 'Credit notes',
  customPrices: 'Custom prices',
  payments: 'Payments',
  runs: 'Billing runs',
  whatIf: 'What if',
  suspensions: 'Suspensions',
  plans: 'Plans & prices',
  taxes: 'Taxes & ways to pay',
  fees: 'Fees',
  billingSettings: 'Billing settings',
  providers: 'Payment providers',
  ledger: 'Ledger',
  resellers: 'Resellers',
  reports: 'Reports',
  routers: 'Routers',
  networkOverview: 'Overview',
  freeradius: 'FreeRADIUS',
  posture: 'Posture',
  sessions: 'Online sessions',
  radiusLog: 'RADIUS log',
  monitoring: 'Monitoring',
  sites: 'Sites and sectors',
  shapers: 'Shapers',
  answers: 'Router answers',
  simulator: 'Try a login',
  usage: 'Usage',
  records: 'Network records',
  pools: 'Addresses',
  cgnat: 'Shared addresses',
  whoHad: 'Who had an IP',
  policies: 'Speeds of plans',
  garden: 'Walled garden',
  deviceLogins: 'Log-ins to devices',
  drift: 'Drift',
  operator: 'Operator',
  partners: 'Partners',
  locations: 'Locations',
  customFields: 'Custom fields',
  staff: 'Staff',
  roles: 'Roles',
  api: 'API',
  audit: 'Audit log',
  health: 'System health',
} as const;

const texts = defineCatalogue('navigation', entries);
type Label = keyof typeof entries;

/** A page of the rail. Whoever holds one of `needs` sees it; none means everybody. */
export interface Place {
  readonly id: string;
  readonly label: Label;
  readonly href: string;
  readonly needs: readonly string[];
  /** `g c` is G, then C. */
  readonly keys?: string;
}

export interface Area {
  readonly id: string;
  readonly label: Label;
  readonly icon: ReactNode;
  /** Goes to the first page of the area that the person may see. */
  readonly keys?: string;
  readonly places: readonly Place[];
}

/** The rail, the page section of the palette and the G shortcuts all come from this list. */
export const areas: readonly Area[] = [
  {
    id: 'home',
    label: 'home',
    icon: <House size={20} aria-hidden="true" />,
    places: [{ id: 'home', label: 'home', href: '/', needs: [], keys: 'g h' }],
  },
  {
    id: 'customers',
    label: 'customers',
    icon: <Users size={20} aria-hidden="true" />,
    places: [
      { id: 'customers', label: 'customers', href: '/customers', needs: ['crm.customer.view'], keys: 'g c' },
      { id: 'outstanding', label: 'outstanding', href: '/outstanding', needs: ['billing.service.view'], keys: 'g o' },
    ],
  },
  {
    id: 'finance',
    label: 'finance',
    icon: <Wallet size={20} aria-hidden="true" />,
    keys: 'g f',
    places: [
      { id: 'invoices', label: 'invoices', href: '/invoices', needs: ['billing.invoice.view'], keys: 'g i' },
      { id: 'credit-notes', label: 'creditNotes', href: '/credit-notes', needs: ['billing.invoice.view'] },
      { id: 'proformas', label: 'proformas', href: '/proformas', needs: ['billing.proforma.view'] },
      { id: 'payments', label: 'payments', href: '/payments', needs: ['billing.payment.view'], keys: 'g p' },
      { id: 'runs', label: 'runs', href: '/runs', needs: ['billing.run.view'], keys: 'g b' },
      { id: 'what-if', label: 'whatIf', href: '/what-if', needs: ['billing.run.imagine'] },
      { id: 'suspensions', label: 'suspensions', href: '/suspensions', needs: ['billing.suspension.view'] },
      { id: 'ledger', label: 'ledger', href: '/ledger', needs: ['billing.ledger.view'] },
      { id: 'resellers', label: 'resellers', href: '/resellers', needs: ['billing.reseller.view'] },
      { id: 'reports', label: 'reports', href: '/reports', needs: ['reporting.report.view'], keys: 'g r' },
      { id: 'plans', label: 'plans', href: '/plans', needs: ['billing.plan.view'] },
      {
        id: 'custom-prices',
        label: 'customPrices',
        href: '/custom-prices',
        needs: ['billing.service.view'],
      },
      { id: 'fees', label: 'fees', href: '/fees', needs: ['billing.policy.view'] },
      {
        id: 'taxes',
        label: 'taxes',
        href: '/taxes-and-methods',
        needs: ['billing.tax.manage', 'billing.paymentMethod.manage'],
      },
      {
        id: 'billing-settings',
        label: 'billingSettings',
        href: '/billing-settings',
        needs: ['billing.policy.view'],
      },
      {
        id: 'paper-templates',
        label: 'paperTemplates',
        href: '/paper-templates',
        needs: ['billing.paperTemplate.view'],
      },
      { id: 'providers', label: 'providers', href: '/payment-providers', needs: ['billing.provider.view'] },
    ],
  },
  {
    id: 'network',
    label: 'network',
    icon: <Network size={20} aria-hidden="true" />,
    keys: 'g n',
    places: [
      {
        id: 'overview',
        label: 'networkOverview',
        href: '/network/overview',
        needs: ['networking.monitoring.view'],
      },
      { id: 'sessions', label: 'sessions', href: '/network/sessions', needs: ['networking.session.view'] },
      { id: 'usage', label: 'usage', href: '/network/usage', needs: ['networking.session.view'] },
      {
        id: 'radius-log',
        label: 'radiusLog',
        href: '/network/radius-log',
        needs: ['networking.log.view'],
        keys: 'g l',
      },
      { id: 'drift', label: 'drift', href: '/network/drift', needs: ['networking.access.view'] },
      { id: 'routers', label: 'routers', href: '/network/routers', needs: ['networking.router.view'] },
      { id: 'posture', label: 'posture', href: '/network/posture', needs: ['networking.router.view'] },
      { id: 'monitoring', label: 'monitoring', href: '/network/monitoring', needs: ['networking.monitoring.view'] },
      { id: 'sites', label: 'sites', href: '/network/sites', needs: ['networking.site.view'] },
      { id: 'shapers', label: 'shapers', href: '/network/shapers', needs: ['networking.shaper.view'] },
      { id: 'pools', label: 'pools', href: '/network/pools', needs: ['networking.pool.view'] },
      { id: 'cgnat', label: 'cgnat', href: '/network/cgnat', needs: ['networking.cgnat.view'] },
      { id: 'who-had', label: 'whoHad', href: '/network/who-had', needs: ['networking.address.whoHad'] },
      {
        id: 'device-logins',
        label: 'deviceLogins',
        href: '/network/device-logins',
        needs: ['networking.deviceLogin.view'],
      },
      { id: 'garden', label: 'garden', href: '/network/garden', needs: ['networking.router.view'] },
      { id: 'policies', label: 'policies', href: '/network/policies', needs: ['networking.policy.view'] },
      { id: 'answers', label: 'answers', href: '/network/answers', needs: ['networking.template.view'] },
      {
        id: 'simulator',
        label: 'simulator',
        href: '/network/simulator',
        needs: ['networking.login.simulate', 'networking.router.view'],
      },
    ],
  },
  {
    id: 'setup',
    label: 'setup',
    icon: <Settings size={20} aria-hidden="true" />,
    keys: 'g s',
    places: [
      { id: 'operator', label: 'operator', href: '/setup/operator', needs: ['crm.operator.manage'] },
      { id: 'partners', label: 'partners', href: '/setup/partners', needs: ['crm.partner.view'] },
      { id: 'locations', label: 'locations', href: '/setup/locations', needs: ['crm.location.view'] },
      { id: 'custom-fields', label: 'customFields', href: '/setup/custom-fields', needs: ['crm.customField.manage'] },
      { id: 'staff', label: 'staff', href: '/setup/staff', needs: ['identity.staff.view'] },
      { id: 'roles', label: 'roles', href: '/setup/roles', needs: ['identity.role.view'] },
      { id: 'api', label: 'api', href: '/setup/api', needs: ['identity.apiKey.view'] },
      { id: 'audit', label: 'audit', href: '/setup/audit', needs: ['audit.view'] },
      { id: 'records', label: 'records', href: '/network/records', needs: ['networking.retention.manage'] },
      {
        id: 'freeradius',
        label: 'freeradius',
        href: '/network/freeradius',
        needs: ['networking.freeradius.manage'],
      },
      { id: 'health', label: 'health', href: '/setup/health', needs: ['ops.job.view', 'messaging.message.view'] },
    ],
  },
];

/** A page that this person may see, with its text. */
export interface SeenPlace {
  readonly id: string;
  readonly label: string;
  readonly area: string;
  readonly icon: ReactNode;
  readonly href: string;
}

export interface Navigation {
  readonly groups: readonly NavGroup[];
  readonly places: readonly SeenPlace[];
  /** Pages by the keys that lead to them. */
  readonly keys: readonly { readonly keys: string; readonly label: string; readonly href: string }[];
}

export function useNavigation(can: PermissionCheck): Navigation {
  const t = useTexts(texts);
  return navigationFor(areas, can, t);
}

function navigationFor(all: readonly Area[], can: PermissionCheck, t: TextOf<typeof entries>): Navigation {
  const seen = all
    .map((area) => ({ area, places: area.places.filter(({ needs }) => needs.length === 0 || needs.some(can)) }))
    .filter(({ places }) => places.length > 0);
  return {
    groups: seen.map(({ area, places }) => ({
      id: area.id,
      label: t(area.label),
      icon: area.icon,
      entries: places.map(({ id, label, href }) => ({ id, label: t(label), href })),
    })),
    places: seen.flatMap(({ area, places }) =>
      places.map(({ id, label, href }) => ({ id, label: t(label), area: t(area.label), icon: area.icon, href })),
    ),
    keys: seen.flatMap(({ area, places }) => [
      ...(area.keys === undefined ? [] : [{ keys: area.keys, label: t(area.label), href: places[0]?.href ?? '/' }]),
      ...places.flatMap(({ keys, label, href }) => (keys === undefined ? [] : [{ keys, label: t(label), href }])),
    ]),
  };
}
