import { Columns, DecimalInput, SelectInput, useTexts } from '@demarc/ui';
import type { ActionDraft } from './rules-values';
import { rulesTexts } from './rules-texts';

interface ActionEditorProps {
  readonly action: ActionDraft;
  readonly onChange: (action: ActionDraft) => void;
  /** Hours only change the speed. */
  readonly mayBlock?: boolean;
}

/** What a rule does: block, or another speed. */
export function ActionEditor({ action, onChange, mayBlock = true }: ActionEditorProps) {
  const t = useTexts(rulesTexts);
  const set = (change: Partial<ActionDraft>) => onChange({ ...action, ...change });
  return (
    <Columns min="sm">
      <SelectInput
        label={t('does')}
        value={action.kind}
        onChange={(kind) => set({ kind })}
        choices={[
          { value: 'percent', label: t('percent') },
          { value: 'rates', label: t('rates') },
          ...(mayBlock ? [{ value: 'block' as const, label: t('block') }] : []),
        ]}
      />
      {action.kind === 'percent' && (
        <DecimalInput
          label={t('percentLabel')}
          maxDecimals={0}
          value={action.percent}
          onChange={(percent) => set({ percent })}
        />
      )}
      {action.kind === 'rates' && (
        <>
          <DecimalInput
            label={t('downloadKbps')}
            maxDecimals={0}
            value={action.downloadKbps}
            onChange={(downloadKbps) => set({ downloadKbps })}
          />
          <DecimalInput
            label={t('uploadKbps')}
            maxDecimals={0}
            value={action.uploadKbps}
            onChange={(uploadKbps) => set({ uploadKbps })}
          />
        </>
      )}
    </Columns>
  );
}
