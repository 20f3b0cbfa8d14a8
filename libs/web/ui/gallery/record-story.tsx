import {
  ActionMenu,
  BytesText,
  Button,
  CodeText,
  DateText,
  FactList,
  FamilyTag,
  Meter,
  Money,
  RecordHeader,
  Row,
  Section,
  SimpleTable,
  SpeedText,
  Split,
  Stack,
  StatusTag,
  Tabs,
  Text,
  Timeline,
} from '../src/index';
import { StoryFrame } from './story-frame';

const services = [
  { id: 's1', name: 'Ethernet 500 (Internet)', status: 'ACTIVE' as const, amount: '200.00', login: 'ana01' },
  { id: 's2', name: 'Voice home', status: 'DISABLED' as const, amount: '9.00', login: '' },
];

export function RecordStory() {
  return (
    <StoryFrame>
      <Stack>
        <RecordHeader
          back={{ href: '/grid', label: 'Customers' }}
          title="Ana Ruiz"
          number="#10412"
          status={<StatusTag kind="customer" value="ACTIVE" />}
          facts="Person · Partner Norte · since 2021"
          sequence={
            <Row gap="xs">
              <Button size="small" tone="quiet" shortcut="K">
                Previous
              </Button>
              <Button size="small" tone="quiet" shortcut="J">
                Next
              </Button>
            </Row>
          }
          chips={[
            {
              id: 'balance',
              label: 'Balance',
              value: (
                <>
                  <Money value={{ amount: '-48.90', currency: 'EUR' }} tone="bad" /> · overdue 6 d
                </>
              ),
              href: '/record?tab=billing',
            },
            { id: 'next', label: 'Next', value: 'Block in 4 d (25 Nov 22:00)', href: '/record' },
            {
              id: 'online',
              label: 'Connection',
              value: (
                <FamilyTag family="good" quiet>
                  Online 3 h 12 m
                </FamilyTag>
              ),
            },
            { id: 'tickets', label: 'Tickets', value: '1 open', href: '/record?tab=tickets' },
            { id: 'outage', label: 'Outage near', value: 'None' },
          ]}
          actions={
            <>
              <Button tone="primary" shortcut="P">
                Take payment
              </Button>
              <Button>Change plan</Button>
              <Button>New ticket</Button>
              <ActionMenu
                label="More"
                text="More"
                actions={[
                  { id: 'grace', label: 'Grace until…', onSelect: () => undefined },
                  { id: 'end', label: 'End', danger: true, onSelect: () => undefined },
                ]}
              />
            </>
          }
        />
        <Tabs
          label="Parts of the customer"
          active="overview"
          tabs={[
            { id: 'overview', label: 'Overview', href: '/record' },
            { id: 'services', label: 'Services', count: 2, href: '/record?tab=services' },
            { id: 'billing', label: 'Billing', href: '/record?tab=billing' },
            { id: 'usage', label: 'Usage', href: '/record?tab=usage' },
            { id: 'tickets', label: 'Tickets', count: 1, href: '/record?tab=tickets' },
            { id: 'timeline', label: 'Timeline', href: '/record?tab=timeline' },
          ]}
        />
        <Split
          main={
            <>
              <Section title="What happens next">
                <SimpleTable
                  label="What happens next"
                  rowId={(row) => row.on}
                  columns={[
                    { id: 'on', header: 'On', cell: (row) => <DateText value={row.on} /> },
                    { id: 'what', header: 'What', cell: (row) => row.what },
                  ]}
                  rows={[
                    { on: '2026-11-25', what: 'Blocked if 48.90 stays unpaid' },
                    { on: '2026-12-01', what: 'Invoice of about 59.00' },
                    { on: '2026-12-05', what: 'Inactive; service pauses' },
                  ]}
                />
              </Section>
              <Section title="Services" actions={<Button size="small">Add service</Button>} flush>
                <SimpleTable
                  label="Services"
                  rows={services}
                  rowId={(row) => row.id}
                  columns={[
                    { id: 'status', header: 'Status', cell: (row) => <StatusTag kind="service" value={row.status} /> },
                    { id: 'name', header: 'Service', cell: (row) => row.name },
                    { id: 'login', header: 'Login', cell: (row) => <CodeText value={row.login} /> },
                    { id: 'speed', header: 'Speed', cell: () => <SpeedText downKbps={500_000} upKbps={250_000} /> },
                    {
                      id: 'amount',
                      header: 'Monthly',
                      align: 'end',
                      cell: (row) => <Money value={{ amount: row.amount, currency: 'EUR' }} />,
                    },
                  ]}
                  footer={[
                    'Total',
                    '',
                    '',
                    '',
                    <Money key="sum" value={{ amount: '209.00', currency: 'EUR' }} strong />,
                  ]}
                />
              </Section>
              <Section title="Timeline">
                <Timeline
                  label="Timeline"
                  entries={[
                    {
                      id: '1',
                      at: '2026-11-21T09:14:00Z',
                      title: 'Line open again',
                      detail: 'CoA acknowledged by NAS-03, 0.8 s after the payment',
                      by: 'System',
                      family: 'good',
                    },
                    {
                      id: '2',
                      at: '2026-11-21T09:13:58Z',
                      title: 'Payment of 48.90 recorded',
                      detail: 'Allocated to INV-2312',
                      by: 'Robin Example',
                      family: 'info',
                    },
                    {
                      id: '3',
                      at: '2026-11-16T03:00:00Z',
                      title: 'Blocked',
                      detail: 'INV-2312 was unpaid 10 days after it was due',
                      by: 'System',
                      family: 'bad',
                    },
                    {
                      id: '4',
                      at: '2026-11-01T03:00:00Z',
                      title: 'INV-2312 issued',
                      by: 'Billing run 716',
                      family: 'info',
                    },
                  ]}
                  footer={<Button size="small">Load older</Button>}
                />
              </Section>
            </>
          }
          aside={
            <>
              <Section title="Connection">
                <Stack gap="sm">
                  <Text>
                    Session on NAS-03, <CodeText value="10.2.33.190" />
                  </Text>
                  <Meter showLabel label="Allowance" value={412} max={500} warnAt={0.8} text="412 of 500 GB" />
                  <Text tone="secondary">
                    Today <BytesText value={18_400_000_000} />
                  </Text>
                </Stack>
              </Section>
              <Section title="Contact">
                <FactList
                  facts={[
                    {
                      id: 'email',
                      label: 'E-mail',
                      value: 'ana@example.net',
                      edit: {
                        value: 'ana@example.net',
                        save: () => Promise.reject({ code: 'TAKEN', message: 'Bob Example has this address already.' }),
                        input: { type: 'email' },
                      },
                    },
                    {
                      id: 'phone',
                      label: 'Phone',
                      value: '+598 99 123 456',
                      edit: { value: '+598 99 123 456', save: () => Promise.resolve() },
                    },
                    { id: 'address', label: 'Address', value: 'Av. Italia 4120, apartment 12, Montevideo' },
                    { id: 'tax', label: 'Tax id', value: null },
                  ]}
                />
              </Section>
            </>
          }
        />
      </Stack>
    </StoryFrame>
  );
}
