import {
  Button,
  Columns,
  EntityLink,
  ErrorState,
  Form,
  LookupField,
  Page,
  Section,
  SelectField,
  showToast,
  Skeleton,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useApiQuery, useCommandForm, useMutationCommand, useSession } from '@demarc/web-kit';
import type { ResultOf, VariablesOf } from '@demarc/web-api';
import { Guarded } from '../../../frame/guarded';
import { countryChoices, currencyChoices, timeZoneChoices } from '../../../frame/world-choices';
import { EditOperatorDocument, OperatorSettingsDocument } from './operator-settings.graphql';
import { operatorTexts } from './operator-texts';

type Operator = NonNullable<ResultOf<typeof OperatorSettingsDocument>['operator']>;
type Input = VariablesOf<typeof EditOperatorDocument>['input'];

const roundings = ['HALF_UP', 'HALF_EVEN', 'DOWN'] as const;
const weekDays = ['1', '2', '3', '4', '5', '6', '7'] as const;

export function OperatorScreen() {
  const t = useTexts(operatorTexts);
  const { data, status, failure, retry } = useApiQuery(OperatorSettingsDocument, {});
  const { can } = useSession();
  const operator = data?.operator;
  return (
    <Guarded title={t('title')} needs={['crm.operator.manage']}>
      <Page
        title={t('title')}
        description={t('lead')}
        actions={can('audit.view') && <EntityLink href="/setup/audit?q=crm.editOperator">{t('audit')}</EntityLink>}
      >
        {status === 'loading' && <Skeleton lines={8} />}
        {status === 'failed' && failure && <ErrorState failure={failure} onRetry={retry} />}
        {operator && <OperatorForm key={operator.revision} operator={operator} />}
      </Page>
    </Guarded>
  );
}

function OperatorForm({ operator }: { operator: Operator }) {
  const t = useTexts(operatorTexts);
  const command = useMutationCommand(EditOperatorDocument, { onDone: () => showToast({ message: t('saved') }) });
  const { form, onSubmit, failure, running } = useCommandForm<
    Omit<Operator, 'revision' | 'weekStart'> & { weekStart: string },
    unknown,
    Input
  >(command, { ...operator, weekStart: String(operator.weekStart) }, (values) => ({
    revision: operator.revision,
    name: values.name.trim(),
    country: values.country,
    timeZone: values.timeZone,
    currency: values.currency,
    locale: values.locale.trim(),
    lineRounding: values.lineRounding,
    loginPattern: values.loginPattern.trim(),
    weekStart: Number(values.weekStart),
  }));
  const labels = {
    name: t('name'),
    country: t('country'),
    timeZone: t('timeZone'),
    currency: t('currency'),
    locale: t('locale'),
    weekStart: t('weekStart'),
    lineRounding: t('lineRounding'),
    loginPattern: t('loginPattern'),
  };
  return (
    <Section title={t('section')}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={labels}
        footer={
          <Button type="submit" tone="primary" busy={running}>
            {t('save')}
          </Button>
        }
      >
        <TextField name="name" label={labels.name} description={t('nameHelp')} />
        <Columns>
          <LookupField name="country" label={labels.country} choices={countryChoices()} />
          <LookupField
            name="timeZone"
            label={labels.timeZone}
            description={t('timeZoneHelp')}
            choices={timeZoneChoices()}
          />
          <LookupField
            name="currency"
            label={labels.currency}
            description={t('currencyHelp')}
            choices={currencyChoices()}
          />
          <TextField name="locale" label={labels.locale} description={t('localeHelp')} maxLength={35} />
          <SelectField
            name="weekStart"
            label={labels.weekStart}
            choices={weekDays.map((day) => ({ value: day, label: t(`day${day}`) }))}
          />
          <SelectField
            name="lineRounding"
            label={labels.lineRounding}
            description={t('lineRoundingHelp')}
            choices={roundings.map((value) => ({ value, label: t(value) }))}
          />
          <TextField name="loginPattern" label={labels.loginPattern} description={t('loginPatternHelp')} mono />
        </Columns>
      </Form>
    </Section>
  );
}
