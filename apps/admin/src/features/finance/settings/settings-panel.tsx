import { useState } from 'react';
import {
  Button,
  CheckListField,
  Form,
  MoneyField,
  Notice,
  NumberField,
  SelectField,
  SidePanel,
  showToast,
  SwitchField,
  Text,
  TextAreaField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { useCurrency } from '../../../frame/use-operator';
import { choiceText } from './choice-text';
import { type GroupProps, weekday } from './setting-group';
import {
  changesOf,
  type PolicyInput,
  settingKinds,
  type SettingName,
  type SettingValues,
  valuesOf,
} from './setting-list';
import { ChangePolicyDocument } from './settings.graphql';
import { settingsTexts } from './settings-texts';

/** Changes the settings of one subject. What is left alone stays where it comes from. */
export function SettingsPanel({ group, names, settings, partner, onClose }: GroupProps & { onClose: () => void }) {
  const t = useTexts(settingsTexts);
  const [unchanged, setUnchanged] = useState(false);
  const before = valuesOf(settings, names);
  const command = useMutationCommand(ChangePolicyDocument, {
    onDone: () => {
      showToast({ message: t('saved') });
      onClose();
    },
  });
  const filled = useCommandForm<SettingValues, unknown, PolicyInput>(command, before, (values) => ({
    ...changesOf(before, values, names),
    ...(partner === null ? {} : { partnerId: partner.id }),
  }));
  const submit = async (values: SettingValues) => {
    const nothing = Object.keys(changesOf(before, values, names)).length === 0;
    setUnchanged(nothing);
    if (!nothing) await filled.onSubmit(values);
  };
  return (
    <SidePanel
      title={t('editOf', { group: t(group) })}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" form="billing-settings" tone="primary" busy={filled.running}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Form
        id="billing-settings"
        form={filled.form}
        onSubmit={submit}
        failure={filled.failure}
        labels={Object.fromEntries(names.map((name) => [name, t(name)]))}
      >
        <Text tone="secondary">
          {partner === null ? t('editGlobalText') : t('editPartnerText', { partner: partner.name })}
        </Text>
        {group === 'newAccounts' && <Notice family="info">{t('effectText')}</Notice>}
        {unchanged && (
          <Notice family="attention" live>
            {t('unchanged')}
          </Notice>
        )}
        {names.map((name) => (
          <SettingField key={name} name={name} />
        ))}
      </Form>
    </SidePanel>
  );
}

function SettingField({ name }: { name: SettingName }) {
  const t = useTexts(settingsTexts);
  const currency = useCurrency();
  const kind = settingKinds[name];
  const label = t(name);
  switch (kind.kind) {
    case 'switch':
      return <SwitchField name={name} label={label} />;
    case 'count':
      return <NumberField name={name} label={label} {...noneHelp(kind.nullable, t('nullHelp'))} />;
    case 'money':
      return <MoneyField name={name} label={label} currency={currency} {...noneHelp(kind.nullable, t('nullHelp'))} />;
    case 'text':
      return (
        <TextField
          name={name}
          label={label}
          description={t('numbersHelp')}
          optional={kind.nullable === true}
          mono
          maxLength={100}
        />
      );
    case 'sentence':
      return <TextAreaField name={name} label={label} rows={3} maxLength={300} />;
    case 'days':
      return <HolidaysField label={label} />;
    case 'weekdays':
      return (
        <CheckListField
          name={name}
          label={label}
          optional
          choices={[1, 2, 3, 4, 5, 6, 7].map((day) => ({ value: String(day), label: weekday(t, day) }))}
        />
      );
    case 'choice':
      return (
        <SelectField
          name={name}
          label={label}
          choices={kind.choices.map((value) => ({ value, label: choiceText(t, name, value) }))}
        />
      );
    case 'number':
      return (
        <SelectField
          name={name}
          label={label}
          choices={kind.choices.map((value) => ({ value: String(value), label: String(value) }))}
        />
      );
  }
}

function HolidaysField({ label }: { label: string }) {
  const t = useTexts(settingsTexts);
  return <TextField name="holidays" label={label} description={t('holidaysHelp')} optional mono />;
}

function noneHelp(nullable: boolean | undefined, help: string) {
  return nullable === true ? { optional: true, description: help } : {};
}
