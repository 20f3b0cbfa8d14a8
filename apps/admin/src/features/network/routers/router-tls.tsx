import {
  Button,
  CodeBlock,
  CodeText,
  DateTimeText,
  ErrorState,
  FamilyTag,
  Form,
  Notice,
  RelativeTime,
  Section,
  SelectField,
  showToast,
  SimpleTable,
  Skeleton,
  Stack,
  SwitchField,
  Text,
  TextAreaField,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import type { CaredRouter } from './router-care.graphql';
import { plainTlsValues, radsecCommands } from './router-commands';
import { RouterCertificates } from './router-certificates';
import { RouterTlsDocument, type RouterTlsState, SetRouterTlsDocument } from './router-tls.graphql';
import { routerTlsTexts } from './router-tls-texts';
import { RouterStrangers } from './router-strangers';
import { certificateName, linesOf } from './router-values';

const usualPort = 2083;

/** By what certificate the router is known, whether it is connected, and how to set it up. */
export function RouterTls({ router }: { router: CaredRouter }) {
  const t = useTexts(routerTlsTexts);
  const { can } = useSession();
  const { data, failure, retry } = useApiQuery(RouterTlsDocument, { id: router.id }, { refetchEveryMs: 10_000 });
  if (failure) return <ErrorState compact failure={failure} onRetry={retry} />;
  if (!data) return <Skeleton lines={4} />;
  const { tls, posture } = data.router;
  const port = posture?.tlsPort ?? null;
  const may = can('networking.router.manage');
  const { interimSeconds } = router;
  const name = tls?.names[0] ?? certificateName(router.name);
  const lines = { server: location.hostname, name, port: port ?? usualPort, interimSeconds };
  return (
    <Section
      title={t('title')}
      description={t('lead', { port: String(port ?? usualPort) })}
      actions={<ConnectionState tls={tls} />}
    >
      <Stack>
        {port === null && <Notice family="off">{t('notServed')}</Notice>}
        {tls && tls.connections.length > 0 && <Connections connections={tls.connections} />}
        {may && (
          <TlsForm
            key={JSON.stringify([tls?.names, tls?.fingerprints, tls?.changes, tls?.isOnly])}
            router={router}
            tls={tls}
          />
        )}
        <RouterCertificates routerId={router.id} tls={tls} revoked={data.revokedCertificates} />
        {may && <RouterStrangers routerId={router.id} tls={tls} />}
        <Section title={t('steps')} level={3} look="plain">
          <Text tone="secondary">{t('stepsLead')}</Text>
          {router.vendor === 'MIKROTIK' ? (
            <CodeBlock label={t('commands')} text={radsecCommands(lines)} />
          ) : (
            <CodeBlock label={t('otherValues')} text={plainTlsValues(lines)} />
          )}
        </Section>
      </Stack>
    </Section>
  );
}

function ConnectionState({ tls }: { tls: RouterTlsState }) {
  const t = useTexts(routerTlsTexts);
  if (!tls) return <FamilyTag family="off">{t('notSet')}</FamilyTag>;
  const isUp = tls.connections.length > 0;
  return <FamilyTag family={isUp ? 'good' : 'waiting'}>{isUp ? t('connected') : t('notConnected')}</FamilyTag>;
}

function Connections({ connections }: { connections: NonNullable<RouterTlsState>['connections'] }) {
  const t = useTexts(routerTlsTexts);
  return (
    <SimpleTable
      label={t('connections')}
      rows={connections}
      rowId={({ address }) => address}
      columns={[
        { id: 'from', header: t('from'), cell: ({ address }) => <CodeText value={address} /> },
        { id: 'protocol', header: t('protocol'), cell: ({ protocol }) => protocol },
        { id: 'certificate', header: t('certificate'), cell: ({ certificateSubject }) => certificateSubject },
        { id: 'since', header: t('since'), cell: ({ connectedAt }) => <DateTimeText value={connectedAt} /> },
        { id: 'heard', header: t('heard'), cell: ({ heardAt }) => <RelativeTime value={heardAt} /> },
      ]}
    />
  );
}

function TlsForm({ router, tls }: { router: CaredRouter; tls: RouterTlsState }) {
  const t = useTexts(routerTlsTexts);
  const command = useMutationCommand(SetRouterTlsDocument, { onDone: () => showToast({ message: t('saved') }) });
  const { form, onSubmit, failure, running } = useCommandForm(
    command,
    {
      names: tls?.names.join('\n') ?? '',
      fingerprints: tls?.fingerprints.join('\n') ?? '',
      changes: tls?.changes ?? (router.hasRadiusSecret ? 'UDP' : 'TLS'),
      isOnly: tls?.isOnly ?? false,
    },
    ({ names, fingerprints, changes, isOnly }) => ({
      routerId: router.id,
      names: linesOf(names),
      fingerprints: linesOf(fingerprints),
      changes,
      isOnly,
    }),
  );
  return (
    <Form
      form={form}
      onSubmit={onSubmit}
      failure={failure}
      labels={{ names: t('names'), fingerprints: t('fingerprints') }}
      footer={
        <Button type="submit" tone="primary" busy={running}>
          {t('save')}
        </Button>
      }
    >
      <TextAreaField name="names" label={t('names')} description={t('namesHelp')} rows={2} mono optional />
      <TextAreaField
        name="fingerprints"
        label={t('fingerprints')}
        description={t('fingerprintsHelp')}
        rows={2}
        mono
        optional
      />
      <SelectField
        name="changes"
        label={t('changes')}
        choices={(['UDP', 'TLS'] as const).map((value) => ({ value, label: t(value) }))}
      />
      {router.sources.length > 0 && <SwitchField name="isOnly" label={t('only')} />}
    </Form>
  );
}
