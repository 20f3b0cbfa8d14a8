import {
  Button,
  CodeText,
  EmptyState,
  Money,
  Row,
  Section,
  SimpleTable,
  StatusTag,
  UiLink,
  useTexts,
} from '@demarc/ui';
import { useSession } from '@demarc/web-kit';
import { overviewTexts } from './overview-texts';
import type { Customer, CustomerService } from './use-customer';

interface ServicesCardProps {
  readonly customer: Customer;
  readonly services: readonly CustomerService[];
  readonly onPanel: (panel: string) => void;
}

export function ServicesCard({ customer, services, onPanel }: ServicesCardProps) {
  const t = useTexts(overviewTexts);
  const { can } = useSession();
  const running = services.filter(({ status }) => status !== 'ARCHIVED' && status !== 'DISABLED');
  const add = can('billing.service.manage') && customer.lifecycle !== 'ARCHIVED' && (
    <Button size="small" onClick={() => onPanel('add-service')}>
      {t('addService')}
    </Button>
  );
  return (
    <Section
      title={t('services')}
      flush={running.length > 0}
      actions={
        services.length > 0 && <UiLink href={`/customers/${customer.id}?tab=services`}>{t('allServices')}</UiLink>
      }
    >
      {running.length === 0 ? (
        <EmptyState compact title={t('noServices')} action={add} />
      ) : (
        <SimpleTable
          label={t('services')}
          rows={running}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'status',
              header: t('status'),
              cell: ({ status }) => <StatusTag kind="service" value={status} quiet />,
            },
            {
              id: 'plan',
              header: t('plan'),
              cell: ({ planTitle, number }) => (
                <Row gap="xs">
                  {planTitle} <CodeText value={`#${number}`} />
                </Row>
              ),
            },
            {
              id: 'price',
              header: t('priceShort'),
              align: 'end',
              cell: ({ unitPrice, currency }) => (
                <Money value={unitPrice === null ? null : { amount: unitPrice, currency }} />
              ),
            },
          ]}
        />
      )}
    </Section>
  );
}
