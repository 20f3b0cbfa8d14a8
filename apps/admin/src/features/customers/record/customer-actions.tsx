import { Banknote, Plus, RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { ActionMenu, Button, type MenuAction, showToast, useShortcuts, useTexts } from '@demarc/ui';
import { useMutationCommand, useSession } from '@demarc/web-kit';
import { ActivateCustomerDocument } from '../create/create-customer.graphql';
import { ConfirmArchive, ConfirmDeactivation } from './lifecycle-dialogs';
import { recordTexts } from './record-texts';
import type { LoadedCustomer } from './use-customer';
import { RestoreCustomerDocument } from './verbs.graphql';

interface ActionsProps {
  readonly loaded: LoadedCustomer;
  readonly onPanel: (panel: string) => void;
}

/** One primary verb, two plain ones, one menu. What is off now says why. */
export function CustomerActions({ loaded: { customer }, onPanel }: ActionsProps) {
  const t = useTexts(recordTexts);
  const { can } = useSession();
  const archived = customer.lifecycle === 'ARCHIVED';
  const pays = can('billing.payment.record');
  useShortcuts(pays ? [{ keys: 'p', label: t('pay'), run: () => onPanel('pay') }] : []);
  const lines = (customer.services ?? []).filter(
    ({ kind, status }) => kind === 'INTERNET' && (status === 'ACTIVE' || status === 'PENDING'),
  );
  const only = lines.length === 1 ? lines[0] : undefined;
  const notNow = archived ? t('notWhileArchived') : customer.lifecycle === 'NEW' ? t('notWhileNew') : null;
  return (
    <>
      {pays && (
        <Button
          tone="primary"
          shortcut="P"
          icon={<Banknote size={16} aria-hidden="true" />}
          onClick={() => onPanel('pay')}
        >
          {t('pay')}
        </Button>
      )}
      {can('billing.service.changePlan') && only !== undefined && (
        <Button
          icon={<RefreshCw size={16} aria-hidden="true" />}
          refusal={notNow}
          onClick={() => onPanel(`change-plan:${only.id}`)}
        >
          {t('changePlan')}
        </Button>
      )}
      {can('billing.service.manage') && (
        <Button
          icon={<Plus size={16} aria-hidden="true" />}
          refusal={archived ? t('notWhileArchived') : null}
          onClick={() => onPanel('add-service')}
        >
          {t('addService')}
        </Button>
      )}
      <MoreActions customer={customer} onPanel={onPanel} />
    </>
  );
}

type Asked = 'deactivate' | 'archive' | null;

function MoreActions({
  customer,
  onPanel,
}: {
  customer: LoadedCustomer['customer'];
  onPanel: (panel: string) => void;
}) {
  const t = useTexts(recordTexts);
  const { can } = useSession();
  const [asked, setAsked] = useState<Asked>(null);
  const { id: customerId, name, lifecycle } = customer;
  const activate = useMutationCommand(ActivateCustomerDocument, {
    onDone: () => showToast({ message: t('activated', { name }) }),
  });
  const restore = useMutationCommand(RestoreCustomerDocument, {
    onDone: () => showToast({ message: t('restored', { name }) }),
  });
  useFailureToast(activate.failure?.message ?? restore.failure?.message);
  const archived = lifecycle === 'ARCHIVED' ? t('notWhileArchived') : null;
  const may = (permission: string, action: MenuAction): readonly MenuAction[] => (can(permission) ? [action] : []);
  const actions = [
    ...may('billing.account.change', {
      id: 'promise',
      label: t('promise'),
      refusal: archived,
      onSelect: () => onPanel('promise'),
    }),
    ...may('billing.account.protect', {
      id: 'protect',
      label: t('protect'),
      refusal: archived,
      onSelect: () => onPanel('protect'),
    }),
    ...may('billing.hold.place', { id: 'hold', label: t('hold'), refusal: archived, onSelect: () => onPanel('hold') }),
    ...may('crm.customer.password', {
      id: 'password',
      label: t('password'),
      refusal: archived,
      onSelect: () => onPanel('password'),
    }),
    ...(lifecycle === 'NEW' || lifecycle === 'INACTIVE'
      ? may('crm.customer.activate', {
          id: 'activate',
          label: t('activate'),
          onSelect: () => void activate.run({ customerId }),
        })
      : []),
    ...(lifecycle === 'ACTIVE'
      ? may('crm.customer.activate', {
          id: 'deactivate',
          label: t('deactivate'),
          danger: true,
          onSelect: () => setAsked('deactivate'),
        })
      : []),
    ...(lifecycle === 'NEW' || lifecycle === 'INACTIVE'
      ? may('crm.customer.archive', {
          id: 'archive',
          label: t('archive'),
          danger: true,
          onSelect: () => setAsked('archive'),
        })
      : []),
    ...(lifecycle === 'ARCHIVED'
      ? may('crm.customer.archive', {
          id: 'restore',
          label: t('restore'),
          onSelect: () => void restore.run({ customerId }),
        })
      : []),
  ];
  if (actions.length === 0) return null;
  return (
    <>
      <ActionMenu label={t('more')} text={t('more')} actions={actions} />
      {asked === 'deactivate' && <ConfirmDeactivation customer={customer} onClose={() => setAsked(null)} />}
      {asked === 'archive' && <ConfirmArchive customer={customer} onClose={() => setAsked(null)} />}
    </>
  );
}

/** A verb without a form tells its refusal where its success would have been told. */
function useFailureToast(message: string | undefined): void {
  useEffect(() => {
    if (message !== undefined) showToast({ family: 'bad', message });
  }, [message]);
}
