import { CircleHelp } from 'lucide-react';
import type { ReactNode } from 'react';
import { PopoverButton } from '../primitives/popover';
import { useUiTexts } from '../text/use-texts';

export interface ExplainPopoverProps {
  /** What is explained: "12.90", "Blocked". */
  readonly title: ReactNode;
  /** Formula, rounding, inputs, and the setting that caused it with a link to it. */
  readonly children: ReactNode;
  readonly label?: string;
}

/** "Why this amount", on every line that a rule made. */
export function ExplainPopover({ title, children, label }: ExplainPopoverProps) {
  const t = useUiTexts();
  const name = label ?? (typeof title === 'string' ? t('explain.labelOf', { title }) : t('explain.label'));
  return (
    <PopoverButton
      label={name}
      tone="quiet"
      size="small"
      width="wide"
      icon={<CircleHelp size={14} aria-hidden="true" />}
    >
      <div className="dm-explain">
        <p className="dm-popover-title">{title}</p>
        {children}
      </div>
    </PopoverButton>
  );
}
