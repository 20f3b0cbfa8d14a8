import { useId, useState, type ReactNode } from 'react';
import type { Failure } from '../feedback/failure';
import { Notice } from '../feedback/states';
import { TextInput } from '../inputs/text-input';
import { Button } from '../primitives/button';
import { useUiTexts } from '../text/use-texts';
import { Dialog } from './dialog';

export interface ConfirmDialogProps {
  /** B: costly, the dialog names object, count and effect. C: many or money: the count is typed. A reversible act (grade A) has no dialog: do it and call `showToast({ undo })`. */
  readonly grade: 'B' | 'C';
  /** A question with the object: "Void INV-2312?" */
  readonly title: ReactNode;
  /** What will happen, in numbers. */
  readonly children: ReactNode;
  /** Verb and object: "Suspend 77 lines". */
  readonly confirmLabel: string;
  /** Grade C: what has to be typed, mostly the count. */
  readonly typed?: string;
  readonly danger?: boolean;
  /** Why it cannot be confirmed. */
  readonly refusal?: string | null;
  readonly busy?: boolean;
  readonly failure?: Failure | null;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

export function ConfirmDialog(props: ConfirmDialogProps) {
  const {
    grade,
    title,
    children,
    confirmLabel,
    typed = '',
    danger = true,
    refusal = null,
    busy = false,
    failure,
    onConfirm,
    onClose,
  } = props;
  const t = useUiTexts();
  const [answer, setAnswer] = useState('');
  const reasonId = useId();
  const needsTyping = grade === 'C' && typed !== '';
  const matches = !needsTyping || answer.trim() === typed;
  return (
    <Dialog
      size="sm"
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button
            tone={danger ? 'danger' : 'primary'}
            busy={busy}
            refusal={refusal ?? (matches ? null : t('confirm.typeFirst', { typed }))}
            aria-describedby={needsTyping ? reasonId : undefined}
            onClick={onConfirm}
          >
            {confirmLabel}
          </Button>
        </>
      }
    >
      <div className="dm-stack" data-gap="md">
        <div>{children}</div>
        {needsTyping && (
          <div id={reasonId}>
            <TextInput
              label={t('confirm.type', { typed })}
              value={answer}
              onChange={setAnswer}
              autoComplete="off"
              inputMode="text"
            />
          </div>
        )}
        {failure !== null && failure !== undefined && (
          <Notice family="bad" live>
            {failure.message}
          </Notice>
        )}
      </div>
    </Dialog>
  );
}
