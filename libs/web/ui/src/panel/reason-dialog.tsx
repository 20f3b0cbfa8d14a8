import { useState, type ReactNode } from 'react';
import { TextAreaInput } from '../inputs/text-input';
import { ConfirmDialog, type ConfirmDialogProps } from './confirm-dialog';

export interface ReasonDialogProps extends Omit<ConfirmDialogProps, 'grade' | 'typed' | 'children' | 'onConfirm'> {
  /** What the field is called and what it is for, and what is said when it stays empty. */
  readonly reason: { readonly label: string; readonly description?: string; readonly missing: string };
  readonly maxLength?: number;
  /** What will happen, in numbers. */
  readonly children?: ReactNode;
  /** What else there is to decide or to see, below the reason. */
  readonly below?: ReactNode;
  readonly onConfirm: (reason: string) => void;
}

/** A costly act that the books want a reason for. */
export function ReasonDialog({ reason, maxLength = 300, children, below, onConfirm, ...dialog }: ReasonDialogProps) {
  const [text, setText] = useState('');
  const [asked, setAsked] = useState(false);
  const said = text.trim();
  return (
    <ConfirmDialog
      grade="B"
      {...dialog}
      onConfirm={() => {
        setAsked(true);
        if (said !== '') onConfirm(said);
      }}
    >
      <div className="dm-stack" data-gap="sm">
        {children}
        <TextAreaInput
          label={reason.label}
          {...(reason.description === undefined ? {} : { description: reason.description })}
          value={text}
          onChange={setText}
          maxLength={maxLength}
          error={asked && said === '' ? reason.missing : null}
        />
        {below}
      </div>
    </ConfirmDialog>
  );
}
