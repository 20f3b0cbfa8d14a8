import { Notice, Section, Stack, Text, useFormat, useTexts } from '@demarc/ui';
import { useApiQuery } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { PortalPrepaidDocument } from './prepaid.graphql';
import { prepaidTexts } from './prepaid-texts';

type Me = ResultOf<typeof PortalPrepaidDocument>['me'];

/** For who pays before: how long it lasts and what comes next; and the accounts that belong together. */
export function PrepaidBox() {
  const { data } = useApiQuery(PortalPrepaidDocument, {});
  if (!data) return null;
  const { me } = data;
  return (
    <>
      {me.prepaid && <PaidTime prepaid={me.prepaid} />}
      {me.accountLinks.length > 0 && <Links me={me} />}
    </>
  );
}

function PaidTime({ prepaid }: { prepaid: NonNullable<Me['prepaid']> }) {
  const t = useTexts(prepaidTexts);
  const format = useFormat();
  const missing = format.money(prepaid.missing);
  if (prepaid.isBlocked)
    return (
      <Section title={t('title')}>
        <Stack gap="xs">
          <Notice family="bad">{t('blocked', { amount: missing })}</Notice>
          <Invoices prepaid={prepaid} />
        </Stack>
      </Section>
    );
  const isMissing = !isNothing(prepaid.missing);
  return (
    <Section title={t('title')}>
      <Stack gap="xs">
        {prepaid.lastsThrough !== null && (
          <Text>
            {t('lasts', { date: format.day(prepaid.lastsThrough) })} {t('days', { count: prepaid.daysLeft })}
          </Text>
        )}
        {prepaid.expiresOn !== null && (
          <Text tone="secondary">
            {t('next', { amount: format.money(prepaid.cost), date: format.day(prepaid.expiresOn) })}
          </Text>
        )}
        {isMissing && <Notice family="attention">{t('missing', { amount: missing })}</Notice>}
        <Invoices prepaid={prepaid} />
      </Stack>
    </Section>
  );
}

function Invoices({ prepaid }: { prepaid: NonNullable<Me['prepaid']> }) {
  const t = useTexts(prepaidTexts);
  const format = useFormat();
  return (
    <Text tone="secondary">
      {t(prepaid.invoice)}{' '}
      {!isNothing(prepaid.toBeInvoiced) && t('toBeInvoiced', { amount: format.money(prepaid.toBeInvoiced) })}
    </Text>
  );
}

function isNothing({ amount }: { readonly amount: string }): boolean {
  return /^0(\.0+)?$/.test(amount);
}

function Links({ me }: { me: Me }) {
  const t = useTexts(prepaidTexts);
  const format = useFormat();
  return (
    <Section title={t('links')}>
      <Stack gap="xs">
        {me.accountLinks.map(({ customerId, mainCustomerId, label, mainLabel, mode, from }) => {
          const together = mode === 'AGGREGATED';
          const said =
            mainCustomerId === me.id
              ? t(together ? 'billedWithYou' : 'ownBills', { name: label })
              : t(together ? 'onBillsOf' : 'subOf', { name: mainLabel });
          return (
            <Text key={`${customerId}-${from}`}>
              {said}{' '}
              <Text as="span" tone="secondary">
                {t('from', { date: format.day(from) })}
              </Text>
            </Text>
          );
        })}
      </Stack>
    </Section>
  );
}
