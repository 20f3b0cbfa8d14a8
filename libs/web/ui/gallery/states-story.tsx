import {
  BarChart,
  Button,
  Columns,
  EmptyState,
  ErrorState,
  FiguresSkeleton,
  NoPermission,
  Notice,
  Page,
  PermissionGate,
  RefreshBar,
  Row,
  Section,
  Skeleton,
  Text,
  showToast,
  TimeChart,
  SimpleTable,
} from '../src/index';
import { useEffect } from 'react';
import type { StoryProps } from './story';
import { StoryFrame } from './story-frame';

export function StatesStory({ params }: StoryProps) {
  const toasts = params.has('toasts');
  useEffect(() => {
    if (!toasts) return;
    showToast({ message: 'Note saved' });
    showToast({
      message: 'Ana Ruiz blocked',
      detail: 'Router NAS-03 confirms within a minute',
      family: 'info',
      undo: () => undefined,
    });
    showToast({ message: 'The export failed', family: 'bad' });
  }, [toasts]);
  return (
    <StoryFrame
      banner={
        <Notice family="attention" title="Figures are 12 minutes old" action={<Button size="small">Refresh</Button>}>
          The worker is behind.
        </Notice>
      }
    >
      <Page
        title="States"
        back={{ href: '/values', label: 'Values' }}
        actions={
          <Button onClick={() => showToast({ message: 'Ana Ruiz blocked', undo: () => undefined })}>Toast</Button>
        }
      >
        <Columns>
          <Section title="Empty">
            <EmptyState
              title="Not connected yet"
              description="A service gives this customer a line, and a line something to bill."
              action={<Button tone="primary">Add service</Button>}
            />
          </Section>
          <Section title="Error">
            <ErrorState
              failure={{
                code: 'NETWORK',
                message: 'The server cannot be reached. Check the connection and try again.',
                traceId: '019ab3c4-77aa-7e11-9c0d-3c1f0d9e5a11',
              }}
              note="The other parts of the page are up to date."
              onRetry={() => undefined}
            />
          </Section>
          <Section title="No permission">
            <NoPermission
              permission="billing.run.issue"
              sentence="Issues the invoices of a billing run."
              grantedBy="Robin Example"
            />
          </Section>
          <Section title="Loading">
            <Skeleton lines={5} />
          </Section>
        </Columns>
        <FiguresSkeleton />
        <RefreshBar active />
        <Notice family="good">All matched. Nothing waits.</Notice>
        <Notice family="info" title="Outage near this customer" action={<Button size="small">Open</Button>}>
          North ring, since 08:10. 41 customers.
        </Notice>
        <Notice family="bad" title="Disabled, still billing">
          Voice home has no end date.
        </Notice>
        <Notice family="waiting">Waiting for the approval of a second person.</Notice>
        <Notice family="off">Paused until 1 December.</Notice>
        <Columns>
          <Section title="Chart without data">
            <TimeChart
              title="Traffic"
              times={[]}
              series={[]}
              formatValue={String}
              emptyReason="This line has not been online in the period."
            />
          </Section>
          <Section title="Bars without data">
            <BarChart
              title="Ageing"
              bars={[]}
              categoryLabel="Age"
              valueLabel="Owed"
              empty={<EmptyState compact title="Nobody owes anything" />}
            />
          </Section>
          <Section title="Table without rows">
            <SimpleTable
              label="Invoices"
              rows={[]}
              rowId={String}
              columns={[]}
              empty={<EmptyState compact title="No invoice yet" description="The first one is made on 1 December." />}
            />
          </Section>
          <Section title="Gate">
            <PermissionGate permission="crm.customer.view">
              <Text>Shown: the permission is held.</Text>
            </PermissionGate>
            <PermissionGate
              permission="billing.run.approve"
              fallback={<NoPermission compact permission="billing.run.approve" />}
            >
              <Text>Hidden</Text>
            </PermissionGate>
          </Section>
        </Columns>
        <Row>
          <Text tone="muted" size="small">
            End of the states.
          </Text>
        </Row>
      </Page>
    </StoryFrame>
  );
}
