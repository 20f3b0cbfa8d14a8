import { Popover as MantinePopover } from '@mantine/core';
import { useId, useState, type ReactNode } from 'react';
import { Button, type ButtonTone } from './button';

export interface PopoverButtonProps {
  readonly label: string;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly icon?: ReactNode;
  readonly text?: ReactNode;
  readonly tone?: ButtonTone;
  readonly size?: 'small' | 'medium';
  readonly width?: 'narrow' | 'wide';
}

/** A button that opens a small pane beside itself. Esc closes it and the focus returns to the button. */
export function PopoverButton({
  label,
  children,
  icon,
  text,
  tone = 'default',
  size = 'medium',
  width = 'narrow',
}: PopoverButtonProps) {
  const [opened, setOpened] = useState(false);
  const id = useId();
  const close = () => setOpened(false);
  return (
    <MantinePopover
      opened={opened}
      onChange={setOpened}
      trapFocus
      returnFocus
      shadow="md"
      position="bottom-start"
      withRoles={false}
    >
      <MantinePopover.Target>
        <Button
          tone={tone}
          size={size}
          icon={icon}
          aria-expanded={opened}
          aria-haspopup="dialog"
          aria-controls={opened ? id : undefined}
          onClick={() => setOpened(!opened)}
          {...(text === undefined
            ? { 'aria-label': label, title: label, className: 'dm-icon-button' }
            : { children: text })}
        />
      </MantinePopover.Target>
      <MantinePopover.Dropdown
        id={id}
        tabIndex={-1}
        role="dialog"
        aria-label={label}
        className="dm-popover"
        data-width={width}
      >
        {typeof children === 'function' ? children(close) : children}
      </MantinePopover.Dropdown>
    </MantinePopover>
  );
}
