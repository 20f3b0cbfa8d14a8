import { useState } from 'react';
import { ActionMenu, ConfirmDialog, Button, type MenuAction, Row, showToast, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import type { Customer, CustomerService } from '../record/use-customer';
import { ArchiveServiceDocument, ResumeServiceDocument } from './services.graphql';
import { servicesTexts } from './services-texts';

interface ServiceActionsProps {
  readonly service: CustomerService;
  readonly customer: Customer;
  readonly onPanel: (panel: string) => void;
}

type Step = 'resume' | 'archive';

/** One plain verb and one menu a service; a service inside a bundle follows the bundle. */
export function ServiceActions({ service, customer, onPanel }: ServiceActionsProps) {
  const t = useTexts(servicesTexts);
  const { can } = useSession();
  const [asked, setAsked] = useState<Step | null>(null);
  const { id, status, planTitle } = service;
  const open = customer.lifecycle !== 'ARCHIVED' && service.bundleServiceId === null && status !== 'ARCHIVED';
  const manages = open && can('billing.service.manage');
  const changes = open && can('billing.service.changePlan') && (status === 'ACTIVE' || status === 'PENDING');
  const ends = status === 'ACTIVE' || status === 'PENDING' || status === 'PAUSED' || service.stillCharged;
  const renews = service.kind !== 'ONE_TIME' && ['ACTIVE', 'PENDING', 'PAUSED'].includes(status);
  const actions: readonly MenuAction[] = [
    ...(service.kind === 'INTERNET' && can('networking.access.view')
      ? [{ id: 'access', label: t('access'), onSelect: () => onPanel(`access:${id}`) }]
      : []),
    ...(manages ? [{ id: 'edit', label: t('edit'), onSelect: () => onPanel(`edit-service:${id}`) }] : []),
    ...(open ? [{ id: 'discounts', label: t('discounts'), onSelect: () => onPanel(`discounts:${id}`) }] : []),
    ...(manages && (status === 'ACTIVE' || status === 'PENDING')
      ? [{ id: 'pause', label: t('pause'), onSelect: () => onPanel(`pause-service:${id}`) }]
      : []),
    ...(manages && status === 'PAUSED'
      ? [{ id: 'resume', label: t('resume'), onSelect: () => setAsked('resume') }]
      : []),
    ...(manages && renews ? [{ id: 'renew', label: t('renew'), onSelect: () => onPanel(`renew-contract:${id}`) }] : []),
    ...(manages && ends
      ? [{ id: 'end', label: t('end'), danger: true, onSelect: () => onPanel(`end-service:${id}`) }]
      : []),
    ...(manages && status === 'DISABLED' && !service.stillCharged
      ? [{ id: 'archive', label: t('archive'), onSelect: () => setAsked('archive') }]
      : []),
  ];
  return (
    <Row gap="xs" nowrap justify="end">
      {changes && (
        <Button size="small" onClick={() => onPanel(`change-plan:${id}`)}>
          {t('changePlan')}
        </Button>
      )}
      {actions.length > 0 && <ActionMenu size="small" label={t('verbs', { plan: planTitle })} actions={actions} />}
      {asked !== null && <ConfirmStep step={asked} service={service} onClose={() => setAsked(null)} />}
    </Row>
  );
}

const words = {
  resume: {
    title: 'resumeTitle',
    text: 'resumeText',
    label: 'resume',
    done: 'resumed',
    document: ResumeServiceDocument,
  },
  archive: {
    title: 'archiveTitle',
    text: 'archiveText',
    label: 'archive',
    done: 'archivedDone',
    document: ArchiveServiceDocument,
  },
} as const;

function ConfirmStep({ step, service, onClose }: { step: Step; service: CustomerService; onClose: () => void }) {
  const t = useTexts(servicesTexts);
  const { title, text, label, done, document } = words[step];
  const plan = service.planTitle;
  const command = useMutationCommand<unknown, { serviceId: string }>(document, {
    onDone: () => {
      showToast({ message: t(done, { plan }) });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      grade="B"
      danger={step !== 'resume'}
      title={t(title, { plan })}
      confirmLabel={t(label)}
      busy={command.running}
      failure={command.failure}
      onConfirm={() => void command.run({ serviceId: service.id })}
      onClose={onClose}
    >
      {t(text)}
    </ConfirmDialog>
  );
}
