import { CircleHelp, Gauge, House, ReceiptText, UserRound } from 'lucide-react';
import {
  Button,
  ButtonLink,
  Columns,
  DateText,
  Figure,
  Meter,
  Money,
  Notice,
  Page,
  PortalShell,
  Section,
  SimpleTable,
  StatusTag,
} from '../src/index';

const icon = { size: 20, 'aria-hidden': true } as const;
const bills = [
  { id: 'INV-2312', on: '2026-11-01', amount: '48.90', state: 'OVERDUE' as const },
  { id: 'INV-2208', on: '2026-10-01', amount: '48.90', state: 'PAID' as const },
];

export function PortalStory() {
  return (
    <PortalShell
      brand="Norte Fibra"
      entries={[
        { id: 'home', label: 'Home', href: '/portal', icon: <House {...icon} /> },
        { id: 'bills', label: 'Bills', href: '/bills', count: 1, icon: <ReceiptText {...icon} /> },
        { id: 'plan', label: 'Plan & usage', href: '/plan', icon: <Gauge {...icon} /> },
        { id: 'help', label: 'Help', href: '/help', icon: <CircleHelp {...icon} /> },
        { id: 'account', label: 'Account', href: '/account', icon: <UserRound {...icon} /> },
      ]}
      footer="Norte Fibra · Av. Italia 4120"
      banner={<Notice family="good">Your line works. Online for 3 hours.</Notice>}
    >
      <Page title="Hello, Ana">
        <Columns>
          <Figure
            label="To pay"
            value={<Money value={{ amount: '48.90', currency: 'EUR' }} />}
            hint="Due since 15 Nov"
            chart={
              <Button tone="primary" size="large" wide>
                Pay 48.90
              </Button>
            }
          />
          <Section title="Usage">
            <Meter showLabel label="Download" value={412} max={500} text="412 of 500 GB, resets on 1 Dec" />
          </Section>
        </Columns>
        <Section title="Bills" flush>
          <SimpleTable
            label="Bills"
            rows={bills}
            rowId={(row) => row.id}
            columns={[
              { id: 'on', header: 'Date', cell: (row) => <DateText value={row.on} /> },
              { id: 'number', header: 'Number', cell: (row) => row.id },
              { id: 'state', header: 'State', cell: (row) => <StatusTag kind="invoice" value={row.state} /> },
              {
                id: 'amount',
                header: 'Amount',
                align: 'end',
                cell: (row) => <Money value={{ amount: row.amount, currency: 'EUR' }} />,
              },
              {
                id: 'pdf',
                header: 'File',
                align: 'end',
                cell: (row) => (
                  <ButtonLink size="small" download href={`#/${row.id}.pdf`}>
                    PDF
                  </ButtonLink>
                ),
              },
            ]}
          />
        </Section>
      </Page>
    </PortalShell>
  );
}
