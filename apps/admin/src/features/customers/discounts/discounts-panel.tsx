import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  DateText,
  EmptyState,
  ErrorState,
  FamilyTag,
  Form,
  Money,
  Section,
  SidePanel,
  showToast,
  type SimpleColumn,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  type TextOf,
  useFormat,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import type { PanelProps } from '../record/panel-props';
import type { CustomerService } from '../record/use-customer';
import { todayIn } from '../today';
import { DiscountFields } from './discount-fields';
import { discountTexts } from './discount-texts';
import {
  discountInput,
  type DiscountInput,
  discountState,
  type DiscountValues,
  emptyDiscount,
} from './discount-values';
import { AddServiceDiscountDocument, EndServiceDiscountDocument, ServicePricingDocument } from './discounts.graphql';

type Pricing = ResultOf<typeof ServicePricingDocument>['service'];
type Discount = Pricing['discounts'][number];
type Words = TextOf<typeof discountTexts.entries>;

const formId = 'service-discount';

/** What a service costs by date, and what is off it: with the way to give another discount and to end one. */
export function DiscountsPanel({ service, onClose }: PanelProps & { readonly service: CustomerService }) {
  const t = useTexts(discountTexts);
  const { can } = useSession();
  const manages = can('billing.discount.manage') && service.status !== 'ARCHIVED';
  const { data, failure, retry } = useApiQuery(ServicePricingDocument, { id: service.id });
  const command = useMutationCommand(AddServiceDiscountDocument, {
    onDone: () => {
      showToast({ message: t('done') });
      filled.form.reset();
    },
  });
  const filled = useCommandForm<DiscountValues, unknown, DiscountInput>(command, emptyDiscount, (values) => ({
    serviceId: service.id,
    ...discountInput(values),
  }));
  return (
    <SidePanel
      title={t('title', { plan: service.planTitle })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {manages && (
            <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
              {t('submit')}
            </Button>
          )}
        </>
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={6} label={t('loading')} />}
      <Stack>
        {data !== undefined && <DiscountTable pricing={data.service} manages={manages} />}
        {data !== undefined && <Prices pricing={data.service} />}
        {manages && (
          <Section title={t('add')} look="plain" level={3}>
            <Form
              id={formId}
              form={filled.form}
              onSubmit={filled.onSubmit}
              failure={filled.failure}
              labels={{ value: t('value'), from: t('from'), through: t('through'), text: t('text') }}
            >
              <DiscountFields />
            </Form>
          </Section>
        )}
      </Stack>
    </SidePanel>
  );
}

function DiscountTable({ pricing, manages }: { pricing: Pricing; manages: boolean }) {
  const t = useTexts(discountTexts);
  const [ending, setEnding] = useState<Discount | null>(null);
  const columns = useDiscountColumns(pricing.currency, manages ? setEnding : null);
  return (
    <Section title={t('list')} description={t('listText')} look="plain" level={3} flush={pricing.discounts.length > 0}>
      <SimpleTable
        label={t('list')}
        rows={pricing.discounts}
        rowId={({ id }) => id}
        empty={<EmptyState compact title={t('none')} />}
        columns={columns}
      />
      {ending !== null && <EndDialog discount={ending} onClose={() => setEnding(null)} />}
    </Section>
  );
}

function useDiscountColumns(
  currency: string,
  onEnd: ((discount: Discount) => void) | null,
): readonly SimpleColumn<Discount>[] {
  const t = useTexts(discountTexts);
  const format = useFormat();
  const today = todayIn(format.timeZone, format.now());
  const said = ({ kind, value }: Discount) => discountWords(kind, value, format.money({ amount: value, currency }), t);
  return [
    { id: 'state', header: t('state'), cell: (discount) => <StateTag discount={discount} today={today} /> },
    { id: 'kind', header: t('kind'), cell: said },
    { id: 'order', header: t('order'), cell: ({ main }) => t(main ? 'main' : 'additional') },
    { id: 'from', header: t('from'), cell: ({ from }) => (from === null ? t('first') : <DateText value={from} />) },
    { id: 'through', header: t('through'), cell: ({ through }) => <DateText value={through} /> },
    { id: 'text', header: t('text'), cell: ({ text }) => text },
    ...(onEnd === null
      ? []
      : [
          {
            id: 'end',
            header: '',
            align: 'end' as const,
            cell: (discount: Discount) =>
              discountState(discount, today) !== 'past' && (
                <Button size="small" aria-label={t('endOf', { value: said(discount) })} onClick={() => onEnd(discount)}>
                  {t('end')}
                </Button>
              ),
          },
        ]),
  ];
}

export function discountWords(kind: Discount['kind'], value: string, amount: string, t: Words): string {
  return kind === 'PERCENT' ? t('PERCENT', { value: withoutZeros(value) }) : t('FIXED', { amount });
}

function StateTag({ discount, today }: { discount: Discount; today: string }) {
  const t = useTexts(discountTexts);
  const state = discountState(discount, today);
  return (
    <FamilyTag family={state === 'active' ? 'good' : state === 'future' ? 'info' : 'off'} quiet>
      {t(state)}
    </FamilyTag>
  );
}

function EndDialog({ discount, onClose }: { discount: Discount; onClose: () => void }) {
  const t = useTexts(discountTexts);
  const format = useFormat();
  const today = todayIn(format.timeZone, format.now());
  const begun = discountState(discount, today) === 'active';
  const command = useMutationCommand(EndServiceDiscountDocument, {
    onDone: () => {
      showToast({ message: t('ended') });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t(begun ? 'endTitle' : 'takeTitle')}
      confirmLabel={t('end')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ discountId: discount.id, ...(begun ? { lastDay: today } : {}) })}
      onClose={onClose}
    >
      {begun ? t('endText', { date: format.day(today) }) : t('takeText')}
    </ConfirmDialog>
  );
}

function Prices({ pricing: { prices, currency } }: { pricing: Pricing }) {
  const t = useTexts(discountTexts);
  if (prices.length === 0)
    return (
      <Section title={t('prices')} look="plain" level={3}>
        <Text tone="secondary">{t('alwaysPrice')}</Text>
      </Section>
    );
  return (
    <Section title={t('prices')} look="plain" level={3} flush>
      <SimpleTable
        label={t('prices')}
        rows={[...prices].reverse()}
        rowId={({ from }) => from}
        columns={[
          {
            id: 'since',
            header: t('since'),
            cell: ({ from }) => (from === prices[0]?.from ? t('first') : <DateText value={from} />),
          },
          {
            id: 'price',
            header: t('price'),
            align: 'end',
            cell: ({ unitPrice }) => <Money value={{ amount: unitPrice, currency }} />,
          },
        ]}
      />
    </Section>
  );
}
