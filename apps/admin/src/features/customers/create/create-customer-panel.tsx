import { Button, ErrorState, SidePanel, showToast, Skeleton, useLinks, useTexts } from '@demarc/ui';
import { asFailure, newKey, useApi, useApiQuery, useCommand, useSession } from '@demarc/web-kit';
import { useOperator } from '../../../frame/use-operator';
import { ActivateCustomerDocument, CreationChoicesDocument, OpenCustomerDocument } from './create-customer.graphql';
import { CreateCustomerForm } from './create-customer-form';
import { createCustomerTexts } from './create-customer-texts';
import type { NewCustomer } from './create-customer-values';

const formId = 'create-customer';

/** Adds a customer and, where wanted, activates it in the same go; then opens the record. */
export function CreateCustomerPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(createCustomerTexts);
  const { can } = useSession();
  const country = useOperator().data?.operator?.country ?? '';
  const { data, failure, retry } = useApiQuery(CreationChoicesDocument, { locations: can('crm.location.view') });
  const command = useOpenCustomer();
  return (
    <SidePanel
      title={t('title')}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={command.running}>
            {t('submit')}
          </Button>
        </>
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={8} />}
      {data !== undefined && <CreateCustomerForm id={formId} choices={data} country={country} command={command} />}
    </SidePanel>
  );
}

function useOpenCustomer() {
  const t = useTexts(createCustomerTexts);
  const api = useApi();
  const links = useLinks();
  return useCommand({
    run: async ({ input, activate }: NewCustomer, options) => {
      const { openCustomer } = await api.graphql(OpenCustomerDocument, { input }, options);
      const refused = activate ? await activated(api, openCustomer.id) : null;
      return { ...openCustomer, refused };
    },
    onDone: ({ id, name, number, refused }) => {
      if (refused === null) showToast({ message: t('done', { name, number }) });
      else showToast({ family: 'attention', message: t('notActivated', { number, reason: refused }), sticky: true });
      links.navigate(`/customers/${id}`, { replace: true });
    },
  });
}

/** The customer is there already: a refused activation is told, and does not undo it. */
async function activated(api: ReturnType<typeof useApi>, customerId: string): Promise<string | null> {
  try {
    await api.graphql(ActivateCustomerDocument, { input: { customerId } }, { idempotencyKey: newKey() });
    return null;
  } catch (error) {
    return asFailure(error)?.message ?? String(error);
  }
}
