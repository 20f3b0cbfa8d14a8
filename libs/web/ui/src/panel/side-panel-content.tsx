import { Drawer } from '@mantine/core';
import type { ReactNode } from 'react';
import { useUiTexts } from '../text/use-texts';
import { useReturnFocus } from './use-return-focus';

export interface SidePanelProps {
  readonly title: ReactNode;
  readonly description?: ReactNode;
  readonly children: ReactNode;
  readonly onClose: () => void;
  readonly footer?: ReactNode;
  readonly size?: 'md' | 'lg' | 'xl';
}

const widths = { md: 480, lg: 720, xl: 1040 } as const;

export function SidePanelContent({ title, description, children, onClose, footer, size = 'md' }: SidePanelProps) {
  const t = useUiTexts();
  useReturnFocus();
  return (
    <Drawer.Root
      opened
      onClose={onClose}
      position="right"
      classNames={{ content: 'dm-panel', overlay: 'dm-overlay' }}
      size={widths[size]}
      lockScroll={false}
      transitionProps={{ duration: 0 }}
    >
      <Drawer.Overlay />
      <Drawer.Content>
        <div className="dm-dialog-head">
          <div>
            <Drawer.Title className="dm-dialog-title">{title}</Drawer.Title>
            {description !== undefined && <p className="dm-dialog-description">{description}</p>}
          </div>
          <Drawer.CloseButton aria-label={t('close')} />
        </div>
        <Drawer.Body className="dm-panel-body">{children}</Drawer.Body>
        {footer !== undefined && <div className="dm-dialog-foot">{footer}</div>}
      </Drawer.Content>
    </Drawer.Root>
  );
}
