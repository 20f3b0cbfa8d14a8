import { useState } from 'react';
import { parseMacList } from '../format/mac';
import { useUiTexts } from '../text/use-texts';
import type { ControlProps } from './input-props';
import { TextAreaInput } from './text-input';

export interface MacListInputProps extends ControlProps<readonly string[]> {
  readonly onFault?: (unreadable: readonly string[]) => void;
}

/** MAC addresses in any notation, one a line or pasted as a list; kept as aa:bb:cc:dd:ee:ff. */
export function MacListInput({ value, onChange, onFault, onBlur, error, ...props }: MacListInputProps) {
  const t = useUiTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const [unreadable, setUnreadable] = useState<readonly string[]>([]);
  const take = (text: string) => {
    const { macs, faults } = parseMacList(text);
    setTyped(text);
    onFault?.(faults);
    onChange(macs);
  };
  const settle = () => {
    const { faults } = parseMacList(typed ?? '');
    setUnreadable(faults);
    if (faults.length === 0) setTyped(null);
    onBlur?.();
  };
  return (
    <TextAreaInput
      {...props}
      mono
      rows={2}
      value={typed ?? value.join('\n')}
      onChange={take}
      onBlur={settle}
      error={unreadable.length > 0 ? t('mac.unreadable', { list: unreadable.join(', ') }) : error}
    />
  );
}
