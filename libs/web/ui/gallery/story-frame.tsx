import { Bell, Boxes, ChartColumn, CreditCard, House, Network, Search, Settings, Users } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import {
  AccountMenu,
  CommandPalette,
  JobTray,
  SearchButton,
  Shell,
  type NavGroup,
  type PaletteSource,
} from '../src/index';
import { storyNames } from './story';

const icon = { size: 18, 'aria-hidden': true } as const;

const groups: readonly NavGroup[] = [
  { id: 'home', label: 'Home', icon: <House {...icon} />, entries: [{ id: 'home', label: 'Home', href: '/home' }] },
  {
    id: 'gallery',
    label: 'Gallery',
    icon: <Boxes {...icon} />,
    entries: storyNames.map((name) => ({
      id: name,
      label: name,
      href: `/${name}`,
      ...(name === 'grid' ? { count: 3412 } : {}),
    })),
  },
  {
    id: 'customers',
    label: 'Customers',
    icon: <Users {...icon} />,
    entries: [
      { id: 'list', label: 'List', href: '/customers' },
      { id: 'services', label: 'Services', href: '/services' },
    ],
  },
  {
    id: 'finance',
    label: 'Finance',
    icon: <CreditCard {...icon} />,
    entries: [
      { id: 'runs', label: 'Billing runs', href: '/runs' },
      { id: 'invoices', label: 'Invoices', href: '/invoices', count: 12 },
    ],
  },
  {
    id: 'network',
    label: 'Network',
    icon: <Network {...icon} />,
    entries: [
      { id: 'sessions', label: 'Online sessions', href: '/sessions' },
      { id: 'routers', label: 'Routers and NAS', href: '/routers' },
    ],
  },
  { id: 'reports', label: 'Reports', icon: <ChartColumn {...icon} />, entries: [] },
  {
    id: 'setup',
    label: 'Setup',
    icon: <Settings {...icon} />,
    entries: [
      { id: 'roles', label: 'Roles and staff', href: '/roles' },
      { id: 'audit', label: 'Audit', href: '/audit' },
    ],
  },
];

const customers = [
  { id: 'c1', label: 'Ana Ruiz', detail: '#10412 · +598 99 123 456 · ana01', href: '/record' },
  { id: 'c2', label: 'Ana María de los Ángeles Fernández Etcheverry', detail: '#10977 · 10.2.33.190', href: '/record' },
];

const sources: readonly PaletteSource[] = [
  {
    id: 'go',
    label: 'Go to',
    find: (text) =>
      customers
        .filter((one) => one.label.toLowerCase().includes(text.toLowerCase()))
        .map((one) => ({ ...one, icon: <Users size={16} /> })),
  },
  {
    id: 'do',
    label: 'Do',
    find: (text) =>
      text.startsWith('zz')
        ? []
        : [
            {
              id: 'pay',
              label: 'Take a payment',
              detail: 'opens the form, filled in',
              icon: <CreditCard size={16} />,
              href: '/fields',
            },
          ],
  },
  { id: 'late', label: 'Network', find: () => Promise.reject(new Error('late')) },
];

/** The frame of the staff app around a story. */
export function StoryFrame({ children, banner }: { children: ReactNode; banner?: ReactNode }) {
  const [palette, setPalette] = useState(false);
  return (
    <>
      <Shell
        brand="Demarc"
        groups={groups}
        bottom={[
          { id: 'home', label: 'Home', href: '/home', icon: <House size={20} aria-hidden="true" /> },
          {
            id: 'search',
            label: 'Search',
            onSelect: () => setPalette(true),
            icon: <Search size={20} aria-hidden="true" />,
          },
          { id: 'grid', label: 'Inbox', href: '/grid', count: 3, icon: <Bell size={20} aria-hidden="true" /> },
        ]}
        search={<SearchButton onOpen={() => setPalette(true)} />}
        account={
          <>
            <JobTray
              jobs={[
                { id: 'j1', title: 'Issue 3,420 invoices', status: 'RUNNING', done: 1240, total: 3420 },
                { id: 'j2', title: 'Export of customers', status: 'COMPLETED', downloadHref: '#' },
                {
                  id: 'j3',
                  title: 'Send 77 reminders',
                  status: 'FAILED',
                  message: 'The mail server refused the connection.',
                },
              ]}
              onCancel={() => undefined}
              onDismiss={() => undefined}
            />
            <AccountMenu name="Robin Example" actions={[{ id: 'out', label: 'Sign out', onSelect: () => undefined }]} />
          </>
        }
        banner={banner}
      >
        {children}
      </Shell>
      <CommandPalette opened={palette} onOpenedChange={setPalette} sources={sources} />
    </>
  );
}
