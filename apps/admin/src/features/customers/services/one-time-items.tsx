import { Plus, Trash2 } from 'lucide-react';
import { type UseFormReturn, useFieldArray, useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  IconButton,
  MoneyField,
  NumberField,
  Row,
  Section,
  SelectField,
  Stack,
  TextField,
  useFormat,
  useTexts,
} from '@demarc/ui';
import { emptyItem, type NewService } from './add-service-values';
import { type OncePlan, planChoice } from './offered-plans';
import { addServiceTexts } from './services-texts';

interface ItemsProps {
  readonly form: UseFormReturn<NewService>;
  readonly once: readonly OncePlan[];
  readonly currency: string;
}

/** What is sold once with the service, such as its installation: it waits for the first invoice. */
export function OneTimeItems({ form, once, currency }: ItemsProps) {
  const t = useTexts(addServiceTexts);
  const { fields, append, remove } = useFieldArray({ control: form.control, name: 'items' });
  return (
    <Section title={t('once')} look="plain" level={3}>
      <Stack>
        {fields.map(({ id }, at) => (
          <Section
            key={id}
            level={3}
            title={t('item', { at: at + 1 })}
            actions={
              <IconButton
                size="small"
                label={t('removeItem', { at: at + 1 })}
                icon={<Trash2 size={14} aria-hidden="true" />}
                onClick={() => remove(at)}
              />
            }
          >
            <Item at={at} form={form} once={once} currency={currency} />
          </Section>
        ))}
        <Row>
          <Button size="small" icon={<Plus size={14} aria-hidden="true" />} onClick={() => append(emptyItem)}>
            {t('addItem')}
          </Button>
        </Row>
      </Stack>
    </Section>
  );
}

function Item({ at, form, once, currency }: ItemsProps & { readonly at: number }) {
  const t = useTexts(addServiceTexts);
  const format = useFormat();
  const planned = useWatch({ control: form.control, name: `items.${at}.planId` }) !== '';
  const field = (name: string) => `items.${at}.${name}`;
  return (
    <Columns min="sm">
      {once.length > 0 && (
        <SelectField
          name={field('planId')}
          label={t('itemPlan')}
          emptyLabel={t('itemFree')}
          optional
          choices={[{ value: '', label: t('itemFree') }, ...once.map((plan) => planChoice(plan, format))]}
        />
      )}
      <TextField name={field('description')} label={t('itemText')} optional={planned} maxLength={300} />
      <NumberField name={field('quantity')} label={t('quantity')} maxDecimals={4} />
      <MoneyField name={field('unitPrice')} label={t('itemPrice')} currency={currency} unitPrice optional={planned} />
    </Columns>
  );
}
