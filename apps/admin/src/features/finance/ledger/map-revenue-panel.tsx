import { Button, Form, LookupField, RadioField, SelectField, SidePanel, showToast, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { ledgerTexts } from './ledger-texts';
import { type Chart, MapRevenueDocument } from './ledger.graphql';

type MapInput = VariablesOf<typeof MapRevenueDocument>['input'];

interface Values {
  by: 'kind' | 'plan';
  fromAccount: string;
  planId: string | null;
  accountCode: string;
}

/** A kind or a plan, and the income account that it is booked on from now on. */
export function MapRevenuePanel({ chart, onClose }: { chart: Chart; onClose: () => void }) {
  const t = useTexts(ledgerTexts);
  const income = chart.ledgerAccounts.filter(({ kind, active }) => kind === 'income' && active);
  const kinds = income.filter(({ added }) => !added);
  const command = useMutationCommand(MapRevenueDocument, {
    onDone: () => {
      showToast({ message: t('mapped') });
      onClose();
    },
  });
  const filled = useCommandForm<Values, unknown, MapInput>(
    command,
    { by: 'kind', fromAccount: kinds[0]?.code ?? '', planId: null, accountCode: '' },
    ({ by, fromAccount, planId, accountCode }) => ({
      accountCode,
      ...(by === 'plan' ? { planId } : { fromAccount }),
    }),
  );
  const by = filled.form.watch('by');
  const named = ({ code, name, ownCode }: (typeof income)[number]) => ({
    value: code,
    label: ownCode === null ? name : `${ownCode} ${name}`,
  });
  return (
    <SidePanel
      title={t('mapTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="map-revenue" tone="primary" busy={filled.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form
        id="map-revenue"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ fromAccount: t('kindOf'), planId: t('plan'), accountCode: t('account') }}
      >
        <RadioField
          name="by"
          label={t('mapBy')}
          choices={[
            { value: 'kind', label: t('mapKind') },
            { value: 'plan', label: t('mapPlan') },
          ]}
        />
        {by === 'kind' ? (
          <SelectField name="fromAccount" label={t('kindOf')} choices={kinds.map(named)} />
        ) : (
          <LookupField
            name="planId"
            label={t('plan')}
            choices={(chart.plans ?? []).map(({ id, title }) => ({ value: id, label: title }))}
          />
        )}
        <SelectField name="accountCode" label={t('account')} emptyLabel="–" choices={income.map(named)} />
      </Form>
    </SidePanel>
  );
}
