import { Button, DateField, Form, SidePanel, showToast, Text, TextAreaField, useFormat, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { todayIn } from '../today';
import type { PanelProps } from './panel-props';
import { verbTexts } from './verb-texts';
import { ProtectCustomerDocument } from './verbs.graphql';

interface Values {
  readonly reason: string;
  readonly until: string;
}

interface ProtectInput {
  readonly customerId: string;
  readonly reason: string | null;
  readonly until?: string;
}

/** Keeps access open whatever is owed, for a reason that stands on each list of suspensions. */
export function ProtectPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(verbTexts);
  const format = useFormat();
  const ahead = customer.whatHappensNext ?? null;
  const reason = ahead?.protectedReason ?? null;
  const command = useMutationCommand(ProtectCustomerDocument, {
    onDone: (_, { reason: given }) => {
      showToast({ message: t(typeof given === 'string' ? 'protectDone' : 'protectGone', { name: customer.name }) });
      onClose();
    },
  });
  const filled = useCommandForm<Values, unknown, ProtectInput>(
    command,
    { reason: reason ?? '', until: ahead?.protectedUntil ?? '' },
    ({ reason: said, until }) => ({
      customerId: customer.id,
      reason: said.trim(),
      ...(until === '' ? {} : { until }),
    }),
  );
  return (
    <SidePanel
      title={t('protectTitle', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          {reason !== null && (
            <Button busy={command.running} onClick={() => void command.run({ customerId: customer.id, reason: null })}>
              {t('protectTakeBack')}
            </Button>
          )}
          <Button type="submit" form="protect" tone="primary" busy={filled.running}>
            {t('protectSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="protect"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ reason: t('reason'), until: t('protectUntil') }}
      >
        <Text tone="secondary">{t('protectText')}</Text>
        <TextAreaField name="reason" label={t('reason')} description={t('protectReasonHelp')} maxLength={300} />
        <DateField
          name="until"
          label={t('protectUntil')}
          description={t('protectUntilHelp')}
          min={todayIn(format.timeZone, format.now())}
          optional
        />
      </Form>
    </SidePanel>
  );
}
