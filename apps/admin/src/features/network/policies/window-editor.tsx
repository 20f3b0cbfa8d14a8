import { Button, CheckListInput, Row, Stack, TextInput, useTexts } from '@demarc/ui';
import { NEW_WINDOW, type WindowDraft } from './rules-values';
import { rulesTexts } from './rules-texts';

interface WindowEditorProps {
  readonly windows: readonly WindowDraft[];
  readonly onChange: (windows: readonly WindowDraft[]) => void;
}

/** Stretches of the week: weekdays, from when, until when. */
export function WindowEditor({ windows, onChange }: WindowEditorProps) {
  const t = useTexts(rulesTexts);
  const put = (place: number, window: WindowDraft) => onChange(windows.map((one, at) => (at === place ? window : one)));
  return (
    <Stack gap="sm">
      {windows.map((window, place) => (
        <Stack key={place} gap="xs">
          <DayInput value={window.days} onChange={(days) => put(place, { ...window, days })} />
          <Row align="end">
            <TextInput
              label={t('from')}
              value={window.from}
              placeholder="18:00"
              mono
              onChange={(from) => put(place, { ...window, from })}
            />
            <TextInput
              label={t('until')}
              value={window.until}
              placeholder="23:00"
              mono
              onChange={(until) => put(place, { ...window, until })}
            />
            {windows.length > 1 && (
              <Button tone="quiet" onClick={() => onChange(windows.filter((_, at) => at !== place))}>
                {t('remove', { what: t('window', { place: place + 1 }) })}
              </Button>
            )}
          </Row>
        </Stack>
      ))}
      <Row>
        <Button size="small" onClick={() => onChange([...windows, NEW_WINDOW])}>
          {t('addWindow')}
        </Button>
      </Row>
    </Stack>
  );
}

function DayInput({ value, onChange }: { value: readonly string[]; onChange: (days: readonly string[]) => void }) {
  const t = useTexts(rulesTexts);
  const names = [t('day1'), t('day2'), t('day3'), t('day4'), t('day5'), t('day6'), t('day7')];
  return (
    <CheckListInput
      label={t('days')}
      value={value}
      onChange={onChange}
      choices={names.map((label, at) => ({ value: String(at + 1), label }))}
    />
  );
}
