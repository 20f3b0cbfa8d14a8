import {
  CodeText,
  DateText,
  Money,
  Row,
  type SimpleColumn,
  SimpleTable,
  Stack,
  StatusTag,
  Text,
  type TextOf,
  useFormat,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import type { Customer, CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { ServiceActions } from './service-actions';
import { contractTexts, servicesTexts } from './services-texts';

interface ServiceTableProps {
  readonly label: string;
  readonly services: readonly CustomerService[];
  readonly customer: Customer;
  readonly onPanel: (panel: string) => void;
}

export function ServiceTable({ label, services, customer, onPanel }: ServiceTableProps) {
  const t = useTexts(servicesTexts);
  return (
    <SimpleTable
      label={label}
      rows={services}
      rowId={({ id }) => id}
      columns={[
        ...columns(t),
        {
          id: 'verbs',
          header: '',
          align: 'end',
          cell: (service) => <ServiceActions service={service} customer={customer} onPanel={onPanel} />,
        },
      ]}
    />
  );
}

type Text = TextOf<typeof servicesTexts.entries>;

function columns(t: Text): readonly SimpleColumn<CustomerService>[] {
  return [
    { id: 'status', header: t('status'), cell: ({ status }) => <StatusTag kind="service" value={status} quiet /> },
    { id: 'plan', header: t('plan'), cell: (service) => <PlanCell service={service} t={t} /> },
    { id: 'price', header: t('price'), align: 'end', cell: (service) => <PriceCell service={service} t={t} /> },
    { id: 'from', header: t('from'), cell: ({ startsOn }) => <DateText value={startsOn} /> },
    { id: 'until', header: t('until'), cell: ({ endsOn }) => <DateText value={endsOn} /> },
    { id: 'charged', header: t('charged'), cell: ({ chargedThrough }) => <DateText value={chargedThrough} /> },
  ];
}

function PlanCell({ service, t }: { service: CustomerService; t: Text }) {
  const more = [
    t(service.kind),
    ...(service.voice === null ? [] : [service.voice.number]),
    ...(service.bundleServiceId === null ? [] : [t('inBundle')]),
    ...discountWords(service, t),
  ];
  return (
    <Stack gap="none">
      <Row gap="xs">
        <span>{service.planTitle}</span>
        <CodeText value={`#${service.number}`} />
      </Row>
      <Text as="span" size="small" tone="muted">
        {more.join(' · ')}
      </Text>
      <ContractText service={service} />
    </Stack>
  );
}

function ContractText({
  service: { status, contractEndsOn, contractOutcome, contractEndedOn },
}: {
  service: CustomerService;
}) {
  const t = useTexts(contractTexts);
  const format = useFormat();
  if (status === 'ARCHIVED' || status === 'DISABLED') return null;
  const text =
    contractEndsOn !== null && contractOutcome !== null
      ? t('until', { date: format.day(contractEndsOn), outcome: t(contractOutcome) })
      : contractEndedOn !== null && t('over', { date: format.day(contractEndedOn) });
  return (
    text && (
      <Text as="span" size="small" tone="muted">
        {text}
      </Text>
    )
  );
}

function discountWords({ discount }: CustomerService, t: Text): readonly string[] {
  if (discount === null) return [];
  return [
    t(discount.kind === 'PERCENT' ? 'discountPercent' : 'discountFixed', { value: withoutZeros(discount.value) }),
  ];
}

function PriceCell({
  service: { unitPrice, currency, quantity, taxInclusive, taxName, prices },
  t,
}: {
  service: CustomerService;
  t: Text;
}) {
  const format = useFormat();
  const today = todayIn(format.timeZone, format.now());
  const next = prices.find(({ from }) => from > today);
  if (unitPrice === null)
    return (
      <Text as="span" tone="danger">
        {t('noPrice')}
      </Text>
    );
  const several = !/^1(\.0*)?$/.test(quantity);
  const tax = taxName === null ? [] : [taxInclusive ? t('taxIn') : `+ ${taxName}`];
  return (
    <Stack gap="none" align="end">
      <Money value={{ amount: unitPrice, currency }} />
      {next !== undefined && (
        <Text as="span" size="small">
          {t('nextPrice', { price: format.money({ amount: next.unitPrice, currency }), date: format.day(next.from) })}
        </Text>
      )}
      {(several || tax.length > 0) && (
        <Text as="span" size="small" tone="muted">
          {[...(several ? [t('times', { quantity: withoutZeros(quantity) })] : []), ...tax].join(' · ')}
        </Text>
      )}
    </Stack>
  );
}
