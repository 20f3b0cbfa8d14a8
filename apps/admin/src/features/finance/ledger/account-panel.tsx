import { Button, Form, SidePanel, showToast, SwitchField, TextField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { ledgerTexts } from './ledger-texts';
import { AddRevenueAccountDocument, EditLedgerAccountDocument, type LedgerAccount } from './ledger.graphql';

type EditInput = VariablesOf<typeof EditLedgerAccountDocument>['input'];
type AddInput = VariablesOf<typeof AddRevenueAccountDocument>['input'];

/** An account that there is, or a new one for income. */
export function AccountPanel({ account, onClose }: { account: LedgerAccount | null; onClose: () => void }) {
  return account === null ? <AddPanel onClose={onClose} /> : <EditPanel account={account} onClose={onClose} />;
}

function EditPanel({ account, onClose }: { account: LedgerAccount; onClose: () => void }) {
  const t = useTexts(ledgerTexts);
  const command = useMutationCommand(EditLedgerAccountDocument, { onDone: () => done(t('saved'), onClose) });
  const filled = useCommandForm<{ name: string; ownCode: string; active: boolean }, unknown, EditInput>(
    command,
    { name: account.name, ownCode: account.ownCode ?? '', active: account.active },
    ({ name, ownCode, active }) => ({
      code: account.code,
      revision: account.revision,
      name: name.trim(),
      ownCode: ownCode.trim(),
      ...(account.added ? { active } : {}),
    }),
  );
  return (
    <SidePanel
      title={t('editTitle', { name: account.name })}
      onClose={onClose}
      footer={<Buttons label={t('save')} busy={filled.running} onClose={onClose} />}
    >
      <Form
        id="ledger-account"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ name: t('name'), ownCode: t('number'), active: t('active') }}
      >
        <Names />
        {account.added && <SwitchField name="active" label={t('active')} />}
      </Form>
    </SidePanel>
  );
}

function AddPanel({ onClose }: { onClose: () => void }) {
  const t = useTexts(ledgerTexts);
  const command = useMutationCommand(AddRevenueAccountDocument, { onDone: () => done(t('saved'), onClose) });
  const filled = useCommandForm<AddInput, unknown, AddInput>(
    command,
    { name: '', ownCode: '' },
    ({ name, ownCode }) => ({
      name: name.trim(),
      ownCode: ownCode.trim(),
    }),
  );
  return (
    <SidePanel
      title={t('newAccount')}
      onClose={onClose}
      footer={<Buttons label={t('add')} busy={filled.running} onClose={onClose} />}
    >
      <Form
        id="ledger-account"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ name: t('name'), ownCode: t('number') }}
      >
        <Names />
      </Form>
    </SidePanel>
  );
}

function Names() {
  const t = useTexts(ledgerTexts);
  return (
    <>
      <TextField name="name" label={t('name')} maxLength={100} autoFocus />
      <TextField name="ownCode" label={t('number')} description={t('numberHelp')} maxLength={20} optional />
    </>
  );
}

function Buttons({ label, busy, onClose }: { label: string; busy: boolean; onClose: () => void }) {
  const t = useTexts(ledgerTexts);
  return (
    <>
      <Button onClick={onClose}>{t('cancel')}</Button>
      <Button type="submit" form="ledger-account" tone="primary" busy={busy}>
        {label}
      </Button>
    </>
  );
}

function done(message: string, onClose: () => void): void {
  showToast({ message });
  onClose();
}
