import {
  Button,
  Columns,
  DateField,
  ErrorState,
  Form,
  LookupField,
  SidePanel,
  showToast,
  Skeleton,
  Text,
  TextField,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useUrlParam } from '@demarc/web-kit';
import { useWatch } from 'react-hook-form';
import { useCustomerChoices } from '../lookup/use-customer-choices';
import { IssueOneTimeInvoiceDocument, OneTimeChoicesDocument } from './one-time.graphql';
import { OneTimeLines } from './one-time-lines';
import { oneTimeTexts } from './one-time-texts';
import { emptyLine, oneTimeInput, type OneTimeInput, type OneTimeValues } from './one-time-values';

const formId = 'one-time-invoice';

/** A single sale: customer, lines, and it is issued. */
export function OneTimePanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(oneTimeTexts);
  const format = useFormat();
  const links = useLinks();
  const [given] = useUrlParam('customer');
  const { data, failure, retry } = useApiQuery(OneTimeChoicesDocument, {});
  const command = useMutationCommand(IssueOneTimeInvoiceDocument, {
    onDone: ({ issueOneTimeInvoice: { id, number, gross } }) => {
      showToast({ message: t('done', { number, amount: format.money(gross) }) });
      links.navigate(`/invoices/${id}`, { replace: true });
    },
  });
  const filled = useCommandForm<OneTimeValues, unknown, OneTimeInput>(
    command,
    { customerId: given, issuedOn: '', note: '', lines: [emptyLine] },
    oneTimeInput,
  );
  const customerId = useWatch({ control: filled.form.control, name: 'customerId' });
  const lookup = useCustomerChoices(customerId);
  return (
    <SidePanel
      title={t('title')}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('submit')}
          </Button>
        </>
      }
    >
      {failure !== null && <ErrorState compact failure={failure} onRetry={retry} />}
      {failure === null && data === undefined && <Skeleton lines={8} />}
      {data !== undefined && (
        <Form
          id={formId}
          form={filled.form}
          onSubmit={filled.onSubmit}
          failure={filled.failure}
          labels={{ customerId: t('customer'), issuedOn: t('issuedOn'), note: t('note') }}
        >
          <Text tone="secondary">{t('intro')}</Text>
          <Columns>
            <LookupField name="customerId" label={t('customer')} description={t('customerHelp')} {...lookup} />
            <DateField name="issuedOn" label={t('issuedOn')} description={t('issuedOnHelp')} optional />
          </Columns>
          <OneTimeLines form={filled.form} choices={data} />
          <TextField name="note" label={t('note')} description={t('noteHelp')} optional maxLength={500} />
        </Form>
      )}
    </SidePanel>
  );
}
