import { Button, Columns, DecimalInput, Row, SelectInput, Stack, useTexts } from '@demarc/ui';
import { type ConditionDraft, NEW_WINDOW } from './rules-values';
import { rulesTexts } from './rules-texts';
import { WindowEditor } from './window-editor';

interface ConditionEditorProps {
  readonly place: number;
  readonly condition: ConditionDraft;
  readonly onChange: (condition: ConditionDraft) => void;
  readonly onRemove?: () => void;
}

export function ConditionEditor({ place, condition, onChange, onRemove }: ConditionEditorProps) {
  const t = useTexts(rulesTexts);
  const set = (change: Partial<ConditionDraft>) => onChange({ ...condition, ...change });
  return (
    <Stack gap="sm">
      <Columns min="sm">
        <SelectInput
          label={t('kind')}
          value={condition.kind}
          onChange={(kind) => set({ kind, windows: kind === 'HOURS' ? [NEW_WINDOW] : [] })}
          choices={[
            { value: 'TRAFFIC', label: t('traffic') },
            { value: 'ONLINE', label: t('online') },
            { value: 'HOURS', label: t('time') },
          ]}
        />
        {condition.kind !== 'HOURS' && (
          <SelectInput
            label={t('period')}
            value={condition.period}
            onChange={(period) => set({ period })}
            choices={[
              { value: 'DAY', label: t('day') },
              { value: 'WEEK', label: t('week') },
              { value: 'MONTH', label: t('month') },
            ]}
          />
        )}
        {condition.kind === 'TRAFFIC' && (
          <>
            <SelectInput
              label={t('direction')}
              value={condition.direction}
              onChange={(direction) => set({ direction })}
              choices={[
                { value: 'BOTH', label: t('both') },
                { value: 'DOWNLOAD', label: t('download') },
                { value: 'UPLOAD', label: t('upload') },
              ]}
            />
            <DecimalInput
              label={t('gigabytes')}
              maxDecimals={3}
              value={condition.gigabytes}
              onChange={(gigabytes) => set({ gigabytes })}
            />
          </>
        )}
        {condition.kind === 'ONLINE' && (
          <DecimalInput
            label={t('onlineHours')}
            maxDecimals={2}
            value={condition.hours}
            onChange={(hours) => set({ hours })}
          />
        )}
      </Columns>
      {condition.kind === 'HOURS' && (
        <WindowEditor windows={condition.windows} onChange={(windows) => set({ windows })} />
      )}
      {onRemove && (
        <Row>
          <Button tone="quiet" size="small" onClick={onRemove}>
            {t('remove', { what: t('condition', { place: place + 1 }) })}
          </Button>
        </Row>
      )}
    </Stack>
  );
}
