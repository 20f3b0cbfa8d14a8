import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { Button, DateText, ErrorState, Page, Section, SimpleTable, Skeleton, Stack, Text, useTexts } from '@demarc/ui';
import { useApiQuery, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { NextSettlement } from './next-settlement';
import { resellerTexts } from './reseller-texts';
import { type Reseller, ResellersDocument } from './resellers.graphql';
import { Settlements } from './settlements';
import { useTermsInWords } from './terms-in-words';
import { useManagesResellers } from './use-manages-resellers';

const TermsPanel = lazy(async () => ({ default: (await import('./terms-panel')).TermsPanel }));

/** One partner: its terms, what is to be settled next, and what was. */
export function ResellerScreen() {
  const t = useTexts(resellerTexts);
  const { partnerId = '' } = useParams({ strict: false });
  return (
    <Guarded title={t('title')} needs={['billing.reseller.view']}>
      <ResellerRecord key={partnerId} partnerId={partnerId} />
    </Guarded>
  );
}

function ResellerRecord({ partnerId }: { partnerId: string }) {
  const t = useTexts(resellerTexts);
  const { data, failure, retry } = useApiQuery(ResellersDocument, { partnerId });
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const manages = useManagesResellers();
  const reseller = data?.resellers[0];
  return (
    <Page
      title={reseller?.name ?? t('title')}
      back={{ href: '/resellers', label: t('title') }}
      actions={reseller !== undefined && manages && <Button onClick={() => setPanel('terms')}>{t('agree')}</Button>}
    >
      {data === undefined && failure === null && <Skeleton lines={8} label={t('loading')} />}
      {failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data !== undefined && reseller === undefined && <Text>{t('emptyTitle')}</Text>}
      {reseller !== undefined && (
        <Stack>
          {reseller.progress.map(({ currency, nextFrom }) => (
            <NextSettlement key={`${currency} ${nextFrom}`} reseller={reseller} currency={currency} from={nextFrom} />
          ))}
          <Settlements reseller={reseller} />
          <Terms terms={reseller.terms} />
        </Stack>
      )}
      {reseller !== undefined && panel === 'terms' && manages && (
        <Suspense fallback={null}>
          <TermsPanel reseller={reseller} onClose={() => setPanel(null)} />
        </Suspense>
      )}
    </Page>
  );
}

function Terms({ terms }: { terms: Reseller['terms'] }) {
  const t = useTexts(resellerTexts);
  const inWords = useTermsInWords();
  return (
    <Section title={t('terms')} flush={terms.length > 0}>
      <SimpleTable
        label={t('terms')}
        rows={terms}
        rowId={({ id }) => id}
        empty={<Text tone="secondary">{t('termsEmpty')}</Text>}
        columns={[
          { id: 'from', header: t('from'), cell: ({ from }) => <DateText value={from} /> },
          { id: 'share', header: t('share'), cell: inWords },
          { id: 'by', header: t('setBy'), cell: ({ setBy }) => setBy },
        ]}
      />
    </Section>
  );
}
