import { useState } from 'react';
import {
  Button,
  ConfirmDialog,
  EmptyState,
  EntityLink,
  ErrorState,
  Section,
  showToast,
  SimpleTable,
  Skeleton,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { AccountLinksDocument, UnlinkSubAccountDocument } from './sub-accounts.graphql';
import { subAccountTexts } from './sub-account-texts';

type Link = ResultOf<typeof AccountLinksDocument>['customer']['accountLinks'][number];

interface SectionProps {
  readonly customerId: string;
  readonly onPanel: (panel: string) => void;
}

/** The accounts that this one belongs together with: who is billed on whose documents, and from when. */
export function SubAccountsSection({ customerId, onPanel }: SectionProps) {
  const t = useTexts(subAccountTexts);
  const { can } = useSession();
  const changes = can('billing.account.change');
  const { data, failure, retry } = useApiQuery(AccountLinksDocument, { id: customerId });
  const links = data?.customer.accountLinks ?? [];
  return (
    <Section
      title={t('title')}
      flush={links.length > 0}
      actions={
        changes && (
          <Button size="small" onClick={() => onPanel('sub-account')}>
            {t('add')}
          </Button>
        )
      }
    >
      {failure !== null && data === undefined && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={2} />}
      {data !== undefined && <Links customerId={customerId} links={links} changes={changes} />}
    </Section>
  );
}

function Links({ customerId, links, changes }: { customerId: string; links: readonly Link[]; changes: boolean }) {
  const t = useTexts(subAccountTexts);
  const format = useFormat();
  const isMain = (link: Link) => link.mainCustomerId === customerId;
  return (
    <SimpleTable
      label={t('title')}
      rows={links}
      rowId={({ customerId: id, from }) => `${id}-${from}`}
      empty={<EmptyState compact title={t('none')} description={t('noneText')} />}
      columns={[
        {
          id: 'account',
          header: t('account'),
          cell: (link) =>
            isMain(link) ? (
              <EntityLink href={`/customers/${link.customerId}`}>{link.label}</EntityLink>
            ) : (
              <EntityLink href={`/customers/${link.mainCustomerId}`}>{link.mainLabel}</EntityLink>
            ),
        },
        { id: 'role', header: t('role'), cell: (link) => (isMain(link) ? t('sub') : t('main')) },
        { id: 'mode', header: t('mode'), cell: ({ mode }) => t(mode) },
        {
          id: 'days',
          header: t('days'),
          cell: ({ from, through }) =>
            through === null
              ? t('from', { date: format.day(from) })
              : t('fromThrough', { from: format.day(from), to: format.day(through) }),
        },
        {
          id: 'end',
          header: '',
          align: 'end',
          cell: (link) => changes && link.through === null && <EndButton link={link} />,
        },
      ]}
    />
  );
}

function EndButton({ link }: { link: Link }) {
  const t = useTexts(subAccountTexts);
  const [asked, setAsked] = useState(false);
  const command = useMutationCommand(UnlinkSubAccountDocument, {
    onDone: () => {
      showToast({ message: t('ended', { name: link.label }) });
      setAsked(false);
    },
  });
  return (
    <>
      <Button size="small" tone="quiet" aria-label={t('endOf', { name: link.label })} onClick={() => setAsked(true)}>
        {t('end')}
      </Button>
      {asked && (
        <ConfirmDialog
          grade="B"
          title={t('endTitle', { name: link.label })}
          confirmLabel={t('end')}
          busy={command.running}
          failure={command.failure}
          onConfirm={() => void command.run({ customerId: link.customerId })}
          onClose={() => setAsked(false)}
        >
          {t('endText')}
        </ConfirmDialog>
      )}
    </>
  );
}
