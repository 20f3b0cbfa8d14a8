import {
  Button,
  DateField,
  Form,
  SelectField,
  SidePanel,
  showToast,
  SwitchField,
  Text,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { resellerTexts } from './reseller-texts';
import { type Reseller, SetResellerTermsDocument } from './resellers.graphql';

type TermsInput = VariablesOf<typeof SetResellerTermsDocument>['input'];

interface Values {
  readonly from: string;
  readonly percent: string;
  readonly basis: string;
  readonly withFees: boolean;
}

const bases = ['COLLECTED', 'INVOICED'] as const;

/** What a partner gets from a day on. */
export function TermsPanel({ reseller, onClose }: { reseller: Reseller; onClose: () => void }) {
  const t = useTexts(resellerTexts);
  const { partnerId, name, terms } = reseller;
  const command = useMutationCommand(SetResellerTermsDocument, {
    onDone: (_, { percent }) => {
      showToast({ message: t('saved', { name, percent }) });
      onClose();
    },
  });
  const filled = useCommandForm<Values, unknown, TermsInput>(
    command,
    {
      from: '',
      percent: terms[0]?.percent ?? reseller.usualPercent,
      basis: terms[0]?.basis ?? 'COLLECTED',
      withFees: terms[0]?.withFees ?? false,
    },
    ({ from, percent, basis, withFees }) => ({
      partnerId,
      from,
      percent: percent.trim(),
      basis: bases.find((one) => one === basis) ?? 'COLLECTED',
      withFees,
    }),
  );
  return (
    <SidePanel
      title={t('termsTitle', { name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="reseller-terms" tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form
        id="reseller-terms"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ from: t('from'), percent: t('percentField'), basis: t('basis') }}
      >
        <Text tone="secondary">{t('termsText')}</Text>
        <TextField name="percent" label={t('percentField')} description={t('percentHelp')} maxLength={8} autoFocus />
        <SelectField
          name="basis"
          label={t('basis')}
          description={t('basisHelp')}
          choices={bases.map((value) => ({ value, label: t(value) }))}
        />
        <DateField name="from" label={t('from')} />
        <SwitchField name="withFees" label={t('feesField')} />
      </Form>
    </SidePanel>
  );
}
