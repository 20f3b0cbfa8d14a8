import { Plug } from 'lucide-react';
import { useState } from 'react';
import {
  ActionMenu,
  Button,
  CodeBlock,
  ConfirmDialog,
  DateTimeText,
  EmptyState,
  ErrorState,
  FamilyTag,
  Page,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  Text,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession, useUrlParam } from '@demarc/web-kit';
import { Guarded } from '../../../frame/guarded';
import { usePartners } from '../use-partners';
import { Notices } from './notices';
import { ConnectPanel, SecretsPanel } from './provider-panels';
import { providerTexts } from './provider-texts';
import { DisconnectProviderDocument, type Provider, ProvidersDocument } from './providers.graphql';

/** Connected accounts at payment providers, the address that each announces to, and what was announced. */
export function ProvidersScreen() {
  const t = useTexts(providerTexts);
  return (
    <Guarded title={t('title')} needs={['billing.provider.view']}>
      <Providers />
    </Guarded>
  );
}

function Providers() {
  const t = useTexts(providerTexts);
  const { can } = useSession();
  const [panel, setPanel] = useUrlParam('panel', { push: true });
  const { data, failure, retry } = useApiQuery(ProvidersDocument, {});
  const manages = can('billing.provider.manage');
  const providers = data?.paymentProviders ?? [];
  const secretsOf = providers.find(({ id }) => panel === `secrets:${id}`);
  const connect = manages && (
    <Button tone="primary" icon={<Plug size={16} aria-hidden="true" />} onClick={() => setPanel('connect')}>
      {t('connect')}
    </Button>
  );
  return (
    <Page title={t('title')} actions={connect}>
      {data === undefined && failure !== null && <ErrorState failure={failure} onRetry={retry} />}
      {data === undefined && failure === null && <Skeleton lines={6} label={t('loading')} />}
      {data !== undefined && (
        <Section title={t('connected')} flush={providers.length > 0}>
          <ProviderTable providers={providers} onPanel={manages ? setPanel : null} empty={connect} />
        </Section>
      )}
      {providers
        .filter(({ active }) => active)
        .map((one) => (
          <WebhookAddress key={one.id} provider={one} />
        ))}
      {can('billing.notice.view') && <Notices />}
      {manages && panel === 'connect' && <ConnectPanel onClose={() => setPanel(null)} />}
      {manages && secretsOf !== undefined && <SecretsPanel provider={secretsOf} onClose={() => setPanel(null)} />}
    </Page>
  );
}

function WebhookAddress({ provider: { id, name, provider } }: { provider: Provider }) {
  const t = useTexts(providerTexts);
  return (
    <Section title={t('webhookOf', { name })}>
      <Stack gap="sm">
        <Text tone="secondary">{t('webhookText')}</Text>
        <CodeBlock label={t('webhook')} text={`${window.location.origin}/webhooks/${provider}/${id}`} wrap />
      </Stack>
    </Section>
  );
}

interface TableProps {
  readonly providers: readonly Provider[];
  readonly onPanel: ((panel: string) => void) | null;
  readonly empty: React.ReactNode;
}

function ProviderTable({ providers, onPanel, empty }: TableProps) {
  const t = useTexts(providerTexts);
  const partners = usePartners();
  const [leaving, setLeaving] = useState<Provider | null>(null);
  const nameOf = (id: string | null) =>
    id === null ? t('everybody') : (partners.find((one) => one.id === id)?.name ?? '–');
  return (
    <>
      <SimpleTable
        label={t('connected')}
        rows={providers}
        rowId={({ id }) => id}
        empty={<EmptyState title={t('noneTitle')} description={t('noneText')} action={empty} />}
        columns={[
          { id: 'name', header: t('name'), cell: ({ name }) => name },
          {
            id: 'state',
            header: t('state'),
            cell: ({ active }) => (
              <FamilyTag family={active ? 'good' : 'off'} quiet>
                {active ? t('active') : t('inactive')}
              </FamilyTag>
            ),
          },
          { id: 'mode', header: t('mode'), cell: ({ mode }) => t(mode) },
          { id: 'serves', header: t('serves'), cell: ({ partnerId }) => nameOf(partnerId) },
          { id: 'key', header: t('key'), cell: ({ keyHint }) => t('keyEnds', { hint: keyHint }) },
          { id: 'secrets', header: t('secrets'), cell: (one) => <Secrets provider={one} /> },
          { id: 'since', header: t('since'), cell: ({ connectedAt }) => <DateTimeText value={connectedAt} /> },
          ...(onPanel === null
            ? []
            : [
                {
                  id: 'verbs',
                  header: '',
                  align: 'end' as const,
                  cell: (one: Provider) =>
                    one.active && (
                      <ActionMenu
                        label={t('more', { name: one.name })}
                        actions={[
                          { id: 'secrets', label: t('setSecrets'), onSelect: () => onPanel(`secrets:${one.id}`) },
                          { id: 'leave', label: t('disconnect'), danger: true, onSelect: () => setLeaving(one) },
                        ]}
                      />
                    ),
                },
              ]),
        ]}
      />
      {leaving !== null && <DisconnectDialog provider={leaving} onClose={() => setLeaving(null)} />}
    </>
  );
}

function Secrets({ provider: { webhookSecrets } }: { provider: Provider }) {
  const t = useTexts(providerTexts);
  if (webhookSecrets > 0) return t('secrets', { count: webhookSecrets });
  return (
    <FamilyTag family="attention" quiet>
      {t('noSecret')}
    </FamilyTag>
  );
}

function DisconnectDialog({ provider: { id, name }, onClose }: { provider: Provider; onClose: () => void }) {
  const t = useTexts(providerTexts);
  const command = useMutationCommand(DisconnectProviderDocument, {
    onDone: () => {
      showToast({ message: t('disconnected', { name }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      title={t('disconnectTitle', { name })}
      confirmLabel={t('disconnect')}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ providerAccountId: id })}
      onClose={onClose}
    >
      {t('disconnectText')}
    </ConfirmDialog>
  );
}
