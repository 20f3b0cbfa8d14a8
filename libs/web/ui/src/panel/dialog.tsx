import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useUiTexts } from '../text/use-texts';
import { useReturnFocus } from './use-return-focus';

export interface DialogProps {
  readonly title: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly size?: 'sm' | 'md' | 'lg';
  readonly footer?: ReactNode;
}

const widths = { sm: 420, md: 560, lg: 820 } as const;

/** Only for confirmations and short creation. Rendered while open; Esc closes, the focus returns to the opener. */
export function Dialog({ title, children, onClose, size = 'md', footer }: DialogProps) {
  const t = useUiTexts();
  useReturnFocus();
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={widths[size]}
      centered
      classNames={{ content: 'dm-dialog', overlay: 'dm-overlay' }}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Modal.Overlay />
      <Modal.Content>
        <div className="dm-dialog-head">
          <Modal.Title className="dm-dialog-title">{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('close')} />
        </div>
        <Modal.Body className="dm-dialog-body">{children}</Modal.Body>
        {footer !== undefined && <div className="dm-dialog-foot">{footer}</div>}
      </Modal.Content>
    </Modal.Root>
  );
}
