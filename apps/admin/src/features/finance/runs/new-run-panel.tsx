import {
  Button,
  DateField,
  Form,
  SelectField,
  SidePanel,
  SwitchField,
  Text,
  useFormat,
  useLinks,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { usePartners } from '../use-partners';
import { runTexts } from './run-texts';
import { PreviewRunDocument } from './runs.graphql';

type PreviewInput = VariablesOf<typeof PreviewRunDocument>['input'];

interface Values {
  readonly forDate: string;
  readonly partnerId: string;
  readonly allDays: boolean;
  readonly kind: string;
}

/** Asks for a preview; a job works it out, and its screen shows how far it is. */
export function NewRunPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(runTexts);
  const links = useLinks();
  const { today } = useToday();
  const partners = usePartners();
  const command = useMutationCommand(PreviewRunDocument, {
    onDone: ({ previewBillingRun: { id } }) => links.navigate(`/runs/${id}`, { replace: true }),
  });
  const filled = useCommandForm<Values, unknown, PreviewInput>(
    command,
    { forDate: today, partnerId: '', allDays: false, kind: 'RECURRING' },
    ({ forDate, partnerId, allDays, kind }) => ({
      forDate,
      ...(kind === 'PREPAID' ? { kind: 'PREPAID' as const } : {}),
      ...(allDays ? { allDays } : {}),
      ...(partnerId === '' ? {} : { partnerId }),
    }),
  );
  return (
    <SidePanel
      title={t('newTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="new-run" tone="primary" busy={filled.running}>
            {t('newSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="new-run"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ forDate: t('newDate'), partnerId: t('newPartner') }}
      >
        <Text tone="secondary">{t('newText')}</Text>
        <DateField name="forDate" label={t('newDate')} description={t('newDateHelp')} autoFocus />
        <SelectField
          name="kind"
          label={t('newKind')}
          choices={[
            { value: 'RECURRING', label: t('RECURRING') },
            { value: 'PREPAID', label: t('PREPAID') },
          ]}
        />
        <SwitchField name="allDays" label={t('allDays')} description={t('allDaysHelp')} />
        {partners.length > 1 && (
          <SelectField
            name="partnerId"
            label={t('newPartner')}
            emptyLabel={t('allPartners')}
            optional
            choices={partners.map(({ id, name }) => ({ value: id, label: name }))}
          />
        )}
      </Form>
    </SidePanel>
  );
}

/** The day that it is where the provider is. */
function useToday(): { readonly today: string } {
  const { now, timeZone } = useFormat();
  return { today: new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(now()) };
}
