import { useState } from 'react';
import {
  Button,
  CodeText,
  ConfirmDialog,
  EntityLink,
  FactList,
  NumberText,
  RelativeTime,
  Section,
  showToast,
  Text,
  useTexts,
} from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { RetireRouterDocument } from './routers.graphql';
import { type RouterRow, RouterState } from './router-state';
import { routersTexts } from './routers-texts';

export function RouterFacts({ router }: { router: RouterRow }) {
  const t = useTexts(routersTexts);
  const { options } = router;
  return (
    <FactList
      columns={2}
      facts={[
        { id: 'state', label: t('state'), value: <RouterState router={router} /> },
        { id: 'online', label: t('online'), value: <NumberText value={router.onlineSessions} /> },
        {
          id: 'seen',
          label: t('lastSeen'),
          value: router.lastSeenAt === null ? t('neverSeen') : <RelativeTime value={router.lastSeenAt} />,
        },
        { id: 'signature', label: t('signature'), value: t(router.messageAuthenticator) },
        { id: 'sources', label: t('sources'), value: <RouterSources sources={router.sources} /> },
        {
          id: 'coa',
          label: t('address'),
          value: <ChangesAddress router={router} />,
        },
        { id: 'interim', label: t('interim'), value: `${router.interimSeconds} ${t('seconds')}` },
        { id: 'block', label: t('blockBy'), value: t(options.blockBy) },
        { id: 'lineBy', label: t('lineBy'), value: t(options.lineBy ?? 'lineByUsual') },
      ]}
    />
  );
}

/** Where its packets come from; one without is known by its certificate. */
export function RouterSources({ sources }: { sources: readonly string[] }) {
  const t = useTexts(routersTexts);
  return sources.length === 0 ? t('overTls') : <CodeText value={sources.join(', ')} />;
}

function ChangesAddress({ router: { address, sources, coaPort } }: { router: RouterRow }) {
  const t = useTexts(routersTexts);
  const host = address ?? sources[0];
  return host === undefined ? t('noAddress') : <CodeText value={`${host}:${coaPort}`} />;
}

export function RetireRouter({ router, onRetired }: { router: RouterRow; onRetired: () => void }) {
  const t = useTexts(routersTexts);
  const [asking, setAsking] = useState(false);
  const command = useMutationCommand(RetireRouterDocument, {
    onDone: () => {
      showToast({ message: t('retired', { name: router.name }) });
      onRetired();
    },
  });
  return (
    <>
      <Button onClick={() => setAsking(true)}>{t('retire')}</Button>
      {asking && (
        <ConfirmDialog
          grade={router.onlineSessions > 0 ? 'C' : 'B'}
          typed={router.name}
          title={t('retireTitle', { name: router.name })}
          confirmLabel={t('retire')}
          busy={command.running}
          failure={command.failure}
          onConfirm={() => void command.run({ routerId: router.id })}
          onClose={() => setAsking(false)}
        >
          <Text>
            {t('retireText')} {router.onlineSessions > 0 && t('retireOnline', { count: router.onlineSessions })}
          </Text>
        </ConfirmDialog>
      )}
    </>
  );
}

export function RouterLinks({ router }: { router: RouterRow }) {
  const t = useTexts(routersTexts);
  const { can } = useSession();
  const links = [
    ...(can('networking.log.view') ? [{ href: `/network/radius-log?f.router=${router.id}`, label: t('log') }] : []),
    ...(can('networking.session.view')
      ? [{ href: `/network/sessions?f.router=${router.id}`, label: t('sessions') }]
      : []),
    ...(can('audit.view') ? [{ href: `/setup/audit?f.subject=${router.id}`, label: t('audit') }] : []),
  ];
  return (
    <Section title={t('links')} level={3}>
      <ul className="dm-list">
        {links.map(({ href, label }) => (
          <li key={href}>
            <EntityLink href={href}>{label}</EntityLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
