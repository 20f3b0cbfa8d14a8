import { useEffect } from 'react';
import { Button, FamilyTag, Money, Section, showToast, SimpleTable, useFormat, useTexts } from '@demarc/ui';
import { useMutationCommand } from '@demarc/web-kit';
import { useCurrency } from '../../../frame/use-operator';
import { choiceText, type SettingText } from './choice-text';
import { type GroupId, settingKinds, type SettingName, type Settings } from './setting-list';
import { ChangePolicyDocument } from './settings.graphql';
import { settingsTexts } from './settings-texts';

export interface GroupProps {
  readonly group: GroupId;
  readonly names: readonly SettingName[];
  readonly settings: Settings;
  readonly partner: { readonly id: string; readonly name: string } | null;
}

/** Settings of one subject, each with its source; an own one can be given up for that of the level above. */
export function SettingGroup({
  group,
  names,
  settings,
  partner,
  onEdit,
}: GroupProps & { onEdit: (() => void) | null }) {
  const t = useTexts(settingsTexts);
  const own = new Set(settings.own);
  return (
    <Section
      title={t(group)}
      flush
      actions={
        onEdit !== null && (
          <Button size="small" aria-label={t('editOf', { group: t(group) })} onClick={onEdit}>
            {t('edit')}
          </Button>
        )
      }
    >
      <SimpleTable
        label={t(group)}
        rows={names}
        rowId={(name) => name}
        columns={[
          { id: 'setting', header: t('setting'), cell: (name) => t(name) },
          { id: 'value', header: t('value'), cell: (name) => <Value name={name} settings={settings} /> },
          {
            id: 'source',
            header: t('source'),
            cell: (name) => (
              <FamilyTag family={own.has(name) ? 'info' : 'off'} quiet>
                {sourceText(t, own.has(name), partner !== null)}
              </FamilyTag>
            ),
          },
          {
            id: 'reset',
            header: '',
            align: 'end',
            cell: (name) =>
              own.has(name) && onEdit !== null && <ResetButton name={name} partnerId={partner?.id ?? null} />,
          },
        ]}
      />
    </Section>
  );
}

function sourceText(t: SettingText, own: boolean, ofPartner: boolean): string {
  if (own) return ofPartner ? t('ownPartner') : t('ownGlobal');
  return ofPartner ? t('fromGlobal') : t('usual');
}

function ResetButton({ name, partnerId }: { name: SettingName; partnerId: string | null }) {
  const t = useTexts(settingsTexts);
  const command = useMutationCommand(ChangePolicyDocument, {
    onDone: () => showToast({ message: t('resetDone', { name: t(name) }) }),
  });
  const refused = command.failure?.message;
  useEffect(() => {
    if (refused !== undefined) showToast({ family: 'bad', message: refused });
  }, [refused]);
  return (
    <Button
      size="small"
      tone="quiet"
      aria-label={t('resetOf', { name: t(name) })}
      busy={command.running}
      onClick={() => void command.run({ reset: [name], ...(partnerId === null ? {} : { partnerId }) })}
    >
      {t('reset')}
    </Button>
  );
}

function Value({ name, settings }: { name: SettingName; settings: Settings }) {
  const t = useTexts(settingsTexts);
  const format = useFormat();
  const currency = useCurrency();
  const { kind } = settingKinds[name];
  const value = settings[name];
  if (value === null) return /Days?$/.test(name) ? t('never') : t('none');
  if (typeof value === 'boolean') return value ? t('yes') : t('no');
  if (Array.isArray(value)) {
    if (value.length === 0) return t('none');
    return value.map((one) => (typeof one === 'number' ? weekday(t, one) : format.day(one))).join(', ');
  }
  if (kind === 'money') return <Money value={{ amount: String(value), currency }} />;
  if (kind === 'choice') return choiceText(t, name, String(value));
  return kind === 'text' ? <code className="dm-code">{value}</code> : String(value);
}

export function weekday(t: SettingText, day: number): string {
  const days = [t('day_1'), t('day_2'), t('day_3'), t('day_4'), t('day_5'), t('day_6'), t('day_7')];
  return days[day - 1] ?? String(day);
}
