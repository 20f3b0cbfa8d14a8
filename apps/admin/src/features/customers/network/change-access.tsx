import { useState } from 'react';
import { Button, Form, Notice, SidePanel, showToast, Text, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { AccessFields } from './access-fields';
import { type Access, accessValues, type AccessValues, changeInput, type ChangeInput } from './access-values';
import { ChangeAccessDocument } from './network.graphql';
import { accessTexts } from './network-texts';

const formId = 'change-access';

interface ChangeAccessProps {
  readonly plan: string;
  readonly access: Access;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Changes how a service gets onto the network. Refused when a colleague changed it since it was read. */
export function ChangeAccess({ plan, access, onDone, onClose }: ChangeAccessProps) {
  const t = useTexts(accessTexts);
  const [opened] = useState(access);
  const command = useMutationCommand(ChangeAccessDocument, {
    onDone: () => {
      showToast({ message: t('changed') });
      onDone();
    },
  });
  const filled = useCommandForm<AccessValues, unknown, ChangeInput>(
    command,
    { ...accessValues(opened), macs: [...opened.macs] },
    (values) => changeInput(opened, values),
  );
  return (
    <SidePanel
      title={t('changeTitle', { plan })}
      size="lg"
      onClose={onClose}
      footer={
        <>
          <Button onClick={onDone}>{t('cancel')}</Button>
          <Button type="submit" form={formId} tone="primary" shortcut="Ctrl ⏎" busy={filled.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form
        id={formId}
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{
          method: t('method'),
          netLogin: t('login'),
          netPassword: t('password'),
          ipv4: t('address'),
          macs: t('macs'),
          circuitId: t('circuit'),
          remoteId: t('remote'),
        }}
      >
        {filled.unchanged && (
          <Notice family="attention" live>
            {t('unchanged')}
          </Notice>
        )}
        <Text tone="secondary">{t('changeText')}</Text>
        <AccessFields isChange />
      </Form>
    </SidePanel>
  );
}
