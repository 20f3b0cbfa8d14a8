import {
  Button,
  CodeText,
  ErrorState,
  RelativeTime,
  Section,
  showToast,
  SimpleTable,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand } from '@demarc/web-kit';
import { RadsecStrangersDocument, type RouterTlsState, SetRouterTlsDocument } from './router-tls.graphql';
import { routerTlsTexts } from './router-tls-texts';

/** Certificates that were refused, to be accepted for this router by their fingerprint. */
export function RouterStrangers({ routerId, tls }: { routerId: string; tls: RouterTlsState }) {
  const t = useTexts(routerTlsTexts);
  const { data } = useApiQuery(RadsecStrangersDocument, {}, { refetchEveryMs: 10_000 });
  const accept = useMutationCommand(SetRouterTlsDocument, { onDone: () => showToast({ message: t('saved') }) });
  const known = tls?.fingerprints ?? [];
  const strangers = (data?.radsecStrangers ?? []).filter(({ fingerprint }) => !known.includes(fingerprint));
  if (strangers.length === 0) return null;
  const take = (fingerprint: string) =>
    void accept.run({
      routerId,
      names: tls?.names ?? [],
      fingerprints: [...known, fingerprint],
      ...(tls ? { changes: tls.changes } : {}),
      isOnly: tls?.isOnly ?? false,
    });
  return (
    <Section title={t('strangers')} description={t('strangersLead')} level={3} look="plain">
      {accept.failure && <ErrorState compact failure={accept.failure} />}
      <SimpleTable
        label={t('strangers')}
        rows={strangers}
        rowId={({ fingerprint }) => fingerprint}
        columns={[
          {
            id: 'certificate',
            header: t('certificate'),
            cell: ({ sentence, detail }) => (
              <div>
                <Text>{sentence}</Text>
                <CodeText value={detail} />
              </div>
            ),
          },
          { id: 'from', header: t('from'), cell: ({ address }) => <CodeText value={address} /> },
          { id: 'shown', header: t('shown'), cell: ({ at }) => <RelativeTime value={at} /> },
          {
            id: 'accept',
            header: t('accept'),
            align: 'end',
            cell: ({ fingerprint, detail }) => (
              <Button
                size="small"
                busy={accept.running}
                aria-label={t('acceptOne', { name: detail.split(',')[0] ?? '' })}
                onClick={() => take(fingerprint)}
              >
                {t('accept')}
              </Button>
            ),
          },
        ]}
      />
    </Section>
  );
}
