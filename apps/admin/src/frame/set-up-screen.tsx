import { Button, Columns, Form, LookupField, Page, Section, showToast, TextField, useTexts } from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import { SetUpOperatorDocument } from './operator.graphql';
import { setUpTexts } from './set-up-texts';
import { countryChoices, currencyChoices, deviceDefaults, timeZoneChoices } from './world-choices';

interface Values {
  readonly name: string;
  readonly country: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly locale: string;
}

/** The first act on a new installation. */
export function SetUpScreen() {
  const t = useTexts(setUpTexts);
  const command = useMutationCommand(SetUpOperatorDocument, {
    onDone: ({ setUpOperator }) => showToast({ message: t('done', { name: setUpOperator.name }) }),
  });
  const filled = useCommandForm<Values, unknown, Values>(
    command,
    { name: '', currency: '', ...deviceDefaults() },
    (values) => ({
      ...values,
      name: values.name.trim(),
      locale: values.locale.trim(),
    }),
  );
  const labels = {
    name: t('name'),
    country: t('country'),
    timeZone: t('timeZone'),
    currency: t('currency'),
    locale: t('locale'),
  };
  return (
    <Page title={t('title')} description={t('lead')}>
      <Section title={t('section')}>
        <Form
          form={filled.form}
          onSubmit={filled.onSubmit}
          failure={filled.failure}
          labels={labels}
          footer={
            <Button type="submit" tone="primary" busy={filled.running}>
              {t('submit')}
            </Button>
          }
        >
          <TextField
            name="name"
            label={labels.name}
            description={t('nameHelp')}
            autoComplete="organization"
            autoFocus
          />
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
          </Columns>
        </Form>
      </Section>
    </Page>
  );
}
