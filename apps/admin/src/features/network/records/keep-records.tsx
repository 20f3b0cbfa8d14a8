import { Button, Dialog, Form, NumberField, showToast, Text, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { SetNetworkRetentionDocument } from './records.graphql';
import type { Records } from './records-screen';
import { recordsTexts } from './records-texts';

type Kept = Records['kept'];
type Values = { [Field in keyof Kept]: string };

export function KeepRecords({ kept, onClose }: { kept: Kept; onClose: () => void }) {
  const t = useTexts(recordsTexts);
  const command = useMutationCommand(SetNetworkRetentionDocument, {
    onDone: () => {
      onClose();
      showToast({ message: t('saved') });
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Kept>(
    command,
    {
      rawDays: String(kept.rawDays),
      hourDays: String(kept.hourDays),
      dayMonths: String(kept.dayMonths),
      sessionDays: String(kept.sessionDays),
      loginDays: String(kept.loginDays),
    },
    (values) => ({
      rawDays: Number(values.rawDays),
      hourDays: Number(values.hourDays),
      dayMonths: Number(values.dayMonths),
      sessionDays: Number(values.sessionDays),
      loginDays: Number(values.loginDays),
    }),
  );
  const labels = {
    rawDays: t('rawDays'),
    hourDays: t('hourDays'),
    dayMonths: t('dayMonths'),
    sessionDays: t('sessionDays'),
    loginDays: t('loginDays'),
  };
  return (
    <Dialog size="sm" title={t('changeTitle')} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={labels}
        footer={
          <Button type="submit" tone="primary" busy={running}>
            {t('save')}
          </Button>
        }
      >
        <Text>{t('changeText')}</Text>
        <NumberField name="rawDays" label={labels.rawDays} description={t('rawDaysHelp')} />
        <NumberField name="hourDays" label={labels.hourDays} />
        <NumberField name="dayMonths" label={labels.dayMonths} />
        <NumberField name="sessionDays" label={labels.sessionDays} description={t('sessionDaysHelp')} />
        <NumberField name="loginDays" label={labels.loginDays} />
      </Form>
    </Dialog>
  );
}
