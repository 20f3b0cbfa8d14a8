import { Button, Columns, Form, NumberField, Section, showToast, SwitchField, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { ResultOf } from '@demarc/web-api';
import { BackupPolicyDocument, SetBackupPolicyDocument } from './router-care.graphql';
import { routerCareTexts } from './router-care-texts';

type Policy = ResultOf<typeof BackupPolicyDocument>['backupPolicy'];

export function BackupPolicy() {
  const { data } = useApiQuery(BackupPolicyDocument, {});
  return data ? <PolicyForm policy={data.backupPolicy} /> : null;
}

function PolicyForm({ policy }: { policy: Policy }) {
  const t = useTexts(routerCareTexts);
  const command = useMutationCommand(SetBackupPolicyDocument, {
    onDone: () => showToast({ message: t('policySaved') }),
  });
  const { form, onSubmit, failure, running } = useCommandForm(
    command,
    {
      nightly: policy.nightly,
      hour: String(policy.hour),
      keepDays: String(policy.keepDays),
      keepAtLeast: String(policy.keepAtLeast),
    },
    ({ nightly, hour, keepDays, keepAtLeast }) => ({
      nightly,
      hour: Number(hour),
      keepDays: Number(keepDays),
      keepAtLeast: Number(keepAtLeast),
    }),
  );
  return (
    <Section title={t('policy')}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ hour: t('hour'), keepDays: t('keepDays'), keepAtLeast: t('keepAtLeast') }}
        footer={
          <Button type="submit" busy={running}>
            {t('savePolicy')}
          </Button>
        }
      >
        <SwitchField name="nightly" label={t('nightly')} />
        <Columns>
          <NumberField name="hour" label={t('hour')} />
          <NumberField name="keepDays" label={t('keepDays')} />
          <NumberField name="keepAtLeast" label={t('keepAtLeast')} />
        </Columns>
      </Form>
    </Section>
  );
}
