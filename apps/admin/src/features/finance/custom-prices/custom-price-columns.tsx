import { CodeText, EntityLink, type GridColumn, Money, Row, Stack, Text, type TextOf, withoutZeros } from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import type { CustomPricesDocument } from './custom-prices.graphql';
import type { customPriceTexts } from './custom-price-texts';

export type CustomPriceRow = ResultOf<typeof CustomPricesDocument>['priceExceptions']['nodes'][number];
type Words = TextOf<typeof customPriceTexts.entries>;
type Discount = CustomPriceRow['discounts'][number];

export interface Formats {
  readonly money: (value: { amount: string; currency: string }) => string;
  readonly day: (value: string) => string;
}

export function customPriceColumns(t: Words, format: Formats): readonly GridColumn<CustomPriceRow>[] {
  return [
    {
      id: 'service',
      header: t('service'),
      cell: ({ number, description }) => (
        <Row gap="xs">
          <span>{description}</span>
          <CodeText value={`#${number}`} />
        </Row>
      ),
      width: 240,
      fixed: true,
    },
    {
      id: 'customer',
      header: t('customer'),
      cell: ({ customer }) =>
        customer && (
          <EntityLink href={`/customers/${customer.id}?tab=services`} number={`#${customer.number}`}>
            {customer.name}
          </EntityLink>
        ),
      width: 220,
    },
    { id: 'plan', header: t('plan'), cell: ({ planTitle }) => planTitle, width: 200 },
    {
      id: 'listPrice',
      header: t('listPrice'),
      cell: ({ listPrice, currency }) => <Money value={{ amount: listPrice, currency }} />,
      width: 120,
      align: 'end',
    },
    { id: 'ownPrice', header: t('ownPrice'), cell: (row) => <OwnPrice row={row} t={t} />, width: 120, align: 'end' },
    {
      id: 'discounts',
      header: t('discounts'),
      cell: ({ discounts, currency }) => (
        <Stack gap="none">
          {discounts.map((discount) => (
            <span key={discount.id}>{discountText(discount, currency, t, format)}</span>
          ))}
        </Stack>
      ),
      width: 280,
    },
  ];
}

function OwnPrice({ row: { unitPrice, listPrice, currency }, t }: { row: CustomPriceRow; t: Words }) {
  if (unitPrice === null)
    return (
      <Text as="span" tone="danger">
        {t('noPrice')}
      </Text>
    );
  if (unitPrice === listPrice)
    return (
      <Text as="span" tone="muted">
        {t('same')}
      </Text>
    );
  return <Money value={{ amount: unitPrice, currency }} />;
}

function discountText({ kind, value, through, text }: Discount, currency: string, t: Words, format: Formats): string {
  const taken = kind === 'PERCENT' ? `−${withoutZeros(value)} %` : `−${format.money({ amount: value, currency })}`;
  const what = text === '' ? taken : `${taken} ${text}`;
  return through === null ? what : t('untilDate', { what, date: format.day(through) });
}
