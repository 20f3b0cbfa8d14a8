import {
  ButtonLink,
  DateText,
  EmptyState,
  EntityLink,
  ErrorState,
  Money,
  Page,
  Section,
  SimpleTable,
  Skeleton,
  Stack,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useSession } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { resellerTexts } from './reseller-texts';
import { type Reseller, ResellersDocument } from './resellers.graphql';
import { useTermsInWords } from './terms-in-words';

/** Every partner, with what it gets. */
export function ResellersScreen() {
  const t = useTexts(resellerTexts);
  return (
    <Guarded title={t('title')} needs={['billing.reseller.view']}>
      <Resellers />
    </Guarded>
  );
}

function Resellers() {
  const t = useTexts(resellerTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(ResellersDocument, {});
  return (
    <Page
      title={t('title')}
      description={t('description')}
      actions={can('reporting.report.view') && <ButtonLink href="/reports/resellers">{t('report')}</ButtonLink>}
    >
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={6} label={t('loading')} />}
      {data !== undefined && <ResellerTable resellers={data.resellers} />}
    </Page>
  );
}

function ResellerTable({ resellers }: { resellers: readonly Reseller[] }) {
  const t = useTexts(resellerTexts);
  const inWords = useTermsInWords();
  return (
    <Section flush={resellers.length > 0}>
      <SimpleTable
        label={t('title')}
        rows={resellers}
        rowId={({ partnerId }) => partnerId}
        empty={<EmptyState title={t('emptyTitle')} description={t('emptyText')} />}
        columns={[
          {
            id: 'partner',
            header: t('partner'),
            cell: ({ partnerId, name }) => <EntityLink href={`/resellers/${partnerId}`}>{name}</EntityLink>,
          },
          { id: 'share', header: t('share'), cell: ({ terms }) => inWords(terms[0]) },
          {
            id: 'settled',
            header: t('nextFrom'),
            cell: ({ progress }) => (
              <Stack gap="xs">
                {progress.map(({ currency, nextFrom }) =>
                  nextFrom === null ? null : <DateText key={currency} value={nextFrom} />,
                )}
              </Stack>
            ),
          },
          {
            id: 'unpaid',
            header: t('unpaid'),
            align: 'end',
            cell: ({ progress }) => (
              <Stack gap="xs">
                {progress.map(({ currency, unpaid }) => (
                  <Money key={currency} value={unpaid} />
                ))}
              </Stack>
            ),
          },
        ]}
      />
    </Section>
  );
}
