import { Button, Form, Notice, SidePanel, showToast, TextAreaField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { PanelProps } from './panel-props';
import { verbTexts } from './verb-texts';
import { PlaceHoldDocument } from './verbs.graphql';

/** Closes access by the decision of a person; no payment opens it again. */
export function HoldPanel({ loaded: { customer }, onClose }: PanelProps) {
  const t = useTexts(verbTexts);
  const command = useMutationCommand(PlaceHoldDocument, {
    onDone: () => {
      showToast({ message: t('holdDone', { name: customer.name }) });
      onClose();
    },
  });
  const filled = useCommandForm<{ reason: string }, unknown, { customerId: string; reason: string }>(
    command,
    { reason: '' },
    ({ reason }) => ({
      customerId: customer.id,
      reason: reason.trim(),
    }),
  );
  return (
    <SidePanel
      title={t('holdTitle', { name: customer.name })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="hold" tone="danger" busy={filled.running}>
            {t('holdSubmit')}
          </Button>
        </>
      }
    >
      <Form
        id="hold"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ reason: t('reason') }}
      >
        <Notice family="attention">{t('holdText')}</Notice>
        <TextAreaField name="reason" label={t('reason')} description={t('holdReasonHelp')} maxLength={500} />
      </Form>
    </SidePanel>
  );
}
