import { ConfirmDialog, type Failure, useTexts } from '@demarc/ui';
import { EffectList } from './role-changes';
import type { PersonEffect } from './role-effect';
import { rolesTexts } from './roles-texts';

export interface SaveRoleDialogProps {
  readonly name: string;
  readonly effect: readonly PersonEffect[];
  readonly busy: boolean;
  readonly failure: Failure | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function SaveRoleDialog({ name, effect, ...dialog }: SaveRoleDialogProps) {
  const t = useTexts(rolesTexts);
  return (
    <ConfirmDialog grade="B" danger={false} title={t('saveTitle', { name })} confirmLabel={t('save')} {...dialog}>
      <EffectList effect={effect} />
    </ConfirmDialog>
  );
}
