import { useWatch } from 'react-hook-form';
import { Button, Columns, Form, NumberField, SelectField, showToast, SidePanel, TextField, useTexts } from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { type AlertRule, DevicesDocument, RetireAlertRuleDocument, SaveAlertRuleDocument } from './monitoring.graphql';
import { monitoringTexts } from './monitoring-texts';

const conditions = ['DOWN', 'ABOVE', 'BELOW', 'CHECK_FAILED', 'CONFIG_CHANGED'] as const;
const severities = ['CRITICAL', 'WARNING', 'INFO'] as const;

interface Values {
  readonly name: string;
  readonly condition: AlertRule['condition'];
  readonly deviceId: string;
  readonly metricKey: string;
  readonly threshold: string;
  readonly clearAt: string;
  readonly polls: string;
  readonly severity: AlertRule['severity'];
  readonly mailTo: string;
}

export function RulePanel({ rule, onClose }: { rule: AlertRule | null; onClose: () => void }) {
  const t = useTexts(monitoringTexts);
  const command = useMutationCommand(SaveAlertRuleDocument, {
    onDone: (_, input) => {
      showToast({ message: t('saved', { name: input.name }) });
      onClose();
    },
  });
  const retire = useMutationCommand(RetireAlertRuleDocument, {
    onDone: () => {
      showToast({ message: t('ruleRetired') });
      onClose();
    },
  });
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Parameters<typeof command.run>[0]>(
    command,
    firstValues(rule),
    (values) => inputOf(values, rule),
  );
  return (
    <SidePanel title={rule === null ? t('addRule') : rule.name} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure ?? retire.failure}
        labels={{ name: t('name'), metricKey: t('metric'), threshold: t('threshold'), clearAt: t('clearAt') }}
        footer={
          <>
            {rule !== null && (
              <Button busy={retire.running} onClick={() => void retire.run({ ruleId: rule.id })}>
                {t('retireRule')}
              </Button>
            )}
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {t('save')}
            </Button>
          </>
        }
      >
        <RuleFields />
      </Form>
    </SidePanel>
  );
}

function RuleFields() {
  const t = useTexts(monitoringTexts);
  const condition: unknown = useWatch({ name: 'condition' });
  const devices = useApiQuery(DevicesDocument, {}).data?.devices ?? [];
  const isOfValue = condition === 'ABOVE' || condition === 'BELOW';
  const isOfDevice = isOfValue || condition === 'DOWN';
  return (
    <>
      <TextField name="name" label={t('name')} autoFocus />
      <SelectField
        name="condition"
        label={t('condition')}
        choices={conditions.map((value) => ({ value, label: t(`condition_${value}`) }))}
      />
      {isOfDevice && (
        <SelectField
          name="deviceId"
          label={t('forDevice')}
          optional
          choices={[
            { value: '', label: t('everyDevice') },
            ...devices.map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      )}
      {isOfValue && (
        <>
          <TextField name="metricKey" label={t('metric')} description={t('metricHelp')} mono />
          <Columns>
            <NumberField name="threshold" label={t('threshold')} />
            <NumberField name="clearAt" label={t('clearAt')} description={t('clearAtHelp')} optional />
          </Columns>
        </>
      )}
      <Columns>
        {isOfDevice && <NumberField name="polls" label={t('polls')} />}
        <SelectField
          name="severity"
          label={t('severity')}
          choices={severities.map((value) => ({ value, label: t(value) }))}
        />
      </Columns>
      <TextField name="mailTo" label={t('mailTo')} description={t('mailToHelp')} optional />
    </>
  );
}

function firstValues(rule: AlertRule | null): Values {
  const text = (value: number | null | undefined): string =>
    value === null || value === undefined ? '' : String(value);
  return {
    name: rule?.name ?? '',
    condition: rule?.condition ?? 'ABOVE',
    deviceId: rule?.deviceId ?? '',
    metricKey: rule?.metricKey ?? 'cpu',
    threshold: text(rule?.threshold),
    clearAt: text(rule?.clearAt),
    polls: String(rule?.polls ?? 3),
    severity: rule?.severity ?? 'WARNING',
    mailTo: rule?.mailTo ?? '',
  };
}

function inputOf(values: Values, rule: AlertRule | null) {
  const isOfValue = values.condition === 'ABOVE' || values.condition === 'BELOW';
  const number = (text: string): number | null => (text === '' ? null : Number(text));
  return {
    ...(rule === null ? {} : { ruleId: rule.id, revision: rule.revision }),
    name: values.name.trim(),
    condition: values.condition,
    deviceId: isOfValue || values.condition === 'DOWN' ? values.deviceId || null : null,
    ...(isOfValue
      ? {
          metricKey: values.metricKey.trim(),
          threshold: number(values.threshold),
          clearAt: number(values.clearAt),
        }
      : {}),
    polls: Number(values.polls),
    severity: values.severity,
    mailTo: values.mailTo.trim(),
  };
}
