import { Plus, Trash2 } from 'lucide-react';
import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  IconButton,
  MoneyField,
  NumberField,
  Section,
  SelectField,
  Stack,
  SwitchField,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import type { ResultOf } from '@demarc/web-api';
import { useCurrency } from '../../../frame/use-operator';
import type { OneTimeChoicesDocument } from './one-time.graphql';
import { oneTimeTexts } from './one-time-texts';
import { emptyLine, type OneTimeValues } from './one-time-values';

type Choices = ResultOf<typeof OneTimeChoicesDocument>;

interface LinesProps {
  readonly form: UseFormReturn<OneTimeValues>;
  readonly choices: Choices;
}

export function OneTimeLines({ form, choices }: LinesProps) {
  const t = useTexts(oneTimeTexts);
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'lines' });
  return (
    <Stack>
      {fields.map(({ id }, at) => (
        <Section
          key={id}
          level={3}
          title={t('line', { at: at + 1 })}
          actions={
            fields.length > 1 && (
              <IconButton
                size="small"
                label={t('remove', { at: at + 1 })}
                icon={<Trash2 size={14} aria-hidden="true" />}
                onClick={() => remove(at)}
              />
            )
          }
        >
          <Line at={at} form={form} choices={choices} />
        </Section>
      ))}
      <div>
        <Button size="small" icon={<Plus size={14} aria-hidden="true" />} onClick={() => append(emptyLine)}>
          {t('add')}
        </Button>
      </div>
    </Stack>
  );
}

function Line({ at, form, choices }: LinesProps & { readonly at: number }) {
  const t = useTexts(oneTimeTexts);
  const format = useFormat();
  const currency = useCurrency();
  const planned = useWatch({ control: form.control, name: `lines.${at}.planId` }) !== '';
  const field = (name: string) => `lines.${at}.${name}`;
  return (
    <Stack>
      <Columns>
        {choices.plans.length > 0 && (
          <SelectField
            name={field('planId')}
            label={t('plan')}
            emptyLabel={t('planNone')}
            description={t('planHelp')}
            optional
            choices={choices.plans.map(({ id, title, unitPrice, currency: own }) => ({
              value: id,
              label: `${title} · ${format.money({ amount: unitPrice, currency: own })}`,
            }))}
          />
        )}
        <TextField name={field('description')} label={t('description')} optional={planned} maxLength={300} />
      </Columns>
      <Columns min="sm">
        <NumberField name={field('quantity')} label={t('quantity')} maxDecimals={4} />
        <MoneyField name={field('unitPrice')} label={t('unitPrice')} currency={currency} unitPrice optional={planned} />
        <SelectField
          name={field('taxRateId')}
          label={t('taxRate')}
          emptyLabel={t('taxNone')}
          optional
          choices={choices.taxRates.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Columns>
      <SwitchField name={field('taxInclusive')} label={t('taxInclusive')} />
    </Stack>
  );
}
