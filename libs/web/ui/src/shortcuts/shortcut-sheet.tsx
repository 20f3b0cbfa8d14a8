import { Dialog } from '../panel/dialog';
import { SwitchInput } from '../inputs/toggle-inputs';
import { useUiTexts } from '../text/use-texts';
import type { Shortcut } from './key-sequence';

export interface ShortcutSheetProps {
  readonly shortcuts: readonly Shortcut[];
  readonly enabled: boolean;
  readonly onEnabledChange: (enabled: boolean) => void;
  readonly onClose: () => void;
}

export function ShortcutSheet({ shortcuts, enabled, onEnabledChange, onClose }: ShortcutSheetProps) {
  const t = useUiTexts();
  const listed = [...new Map(shortcuts.filter((one) => one.label !== '').map((one) => [one.keys, one])).values()];
  return (
    <Dialog title={t('shortcut.title')} onClose={onClose} size="md">
      <dl className="dm-keys">
        {listed.map((shortcut) => (
          <div key={shortcut.keys} className="dm-keys-line">
            <dt>
              <KeyNames keys={shortcut.keys} />
            </dt>
            <dd>{shortcut.label}</dd>
          </div>
        ))}
        <div className="dm-keys-line">
          <dt>
            <KeyNames keys="?" />
          </dt>
          <dd>{t('shortcut.sheet')}</dd>
        </div>
      </dl>
      <SwitchInput
        label={t('shortcut.enabled')}
        description={t('shortcut.enabledHelp')}
        value={enabled}
        onChange={onEnabledChange}
      />
    </Dialog>
  );
}

export function KeyNames({ keys }: { keys: string }) {
  return (
    <span className="dm-key-names">
      {keys.split(' ').map((press, at) => (
        <kbd key={at} className="dm-kbd">
          {keyWord(press)}
        </kbd>
      ))}
    </span>
  );
}

const names: Readonly<Record<string, string>> = { mod: 'Ctrl', shift: 'Shift', enter: 'Enter', escape: 'Esc' };

function keyWord(press: string): string {
  return press
    .split('+')
    .map((part) => names[part] ?? part.toUpperCase())
    .join(' ');
}
