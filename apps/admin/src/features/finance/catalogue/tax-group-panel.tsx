import { Plus, Trash2 } from 'lucide-react';
import { type Control, useFieldArray } from 'react-hook-form';
import {
  Button,
  Columns,
  Form,
  IconButton,
  Notice,
  Section,
  SelectField,
  SidePanel,
  showToast,
  Text,
  TextField,
  useTexts,
  withoutZeros,
} from '@demarc/ui';
import { useCommandForm, useMutationCommand } from '@demarc/web-kit';
import type { VariablesOf } from '@demarc/web-api';
import { DefineTaxGroupDocument } from './taxes.graphql';
import { taxGroupTexts, taxTexts } from './tax-texts';
import { type Tax, type TaxBase, taxBases } from './tax-words';

type GroupInput = VariablesOf<typeof DefineTaxGroupDocument>['input'];

interface GroupValues {
  readonly name: string;
  readonly parts: { taxRateId: string; on: TaxBase }[];
}

const empty = { taxRateId: '', on: 'NET' as const };
const most = 8;

/** Several taxes in an order, as one rate. */
export function TaxGroupPanel({ taxes, onClose }: { taxes: readonly Tax[]; onClose: () => void }) {
  const t = useTexts(taxGroupTexts);
  const singles = taxes.filter(({ kind }) => kind === 'SINGLE');
  const command = useMutationCommand(DefineTaxGroupDocument, {
    onDone: (_, { name }) => {
      showToast({ message: t('done', { name }) });
      onClose();
    },
  });
  const filled = useCommandForm<GroupValues, unknown, GroupInput>(
    command,
    { name: '', parts: [empty, empty] },
    ({ name, parts }) => ({
      name: name.trim(),
      parts: parts.map(({ taxRateId, on }, at) => ({ taxRateId, on: at === 0 ? ('NET' as const) : on })),
    }),
  );
  return (
    <SidePanel
      title={t('title')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button
            type="submit"
            form="tax-group"
            tone="primary"
            busy={filled.running}
            refusal={singles.length < 2 ? t('few') : null}
          >
            {t('submit')}
          </Button>
        </>
      }
    >
      {singles.length < 2 && <Notice family="attention">{t('few')}</Notice>}
      <Form
        id="tax-group"
        form={filled.form}
        onSubmit={filled.onSubmit}
        failure={filled.failure}
        labels={{ name: t('name'), parts: t('tax') }}
      >
        <Text tone="secondary">{t('text')}</Text>
        <TextField name="name" label={t('name')} description={t('nameHelp')} maxLength={100} autoFocus />
        <Parts control={filled.form.control} taxes={singles} />
      </Form>
    </SidePanel>
  );
}

function Parts({ control, taxes }: { control: Control<GroupValues>; taxes: readonly Tax[] }) {
  const t = useTexts(taxGroupTexts);
  const words = useTexts(taxTexts);
  const { fields, append, remove } = useFieldArray({ control, name: 'parts' });
  const bases = taxBases.map((value) => ({ value, label: words(`on_${value}`) }));
  return (
    <>
      {fields.map(({ id }, at) => (
        <Section
          key={id}
          level={3}
          title={t('line', { at: at + 1 })}
          actions={
            fields.length > 2 && (
              <IconButton
                size="small"
                label={t('remove', { at: at + 1 })}
                icon={<Trash2 size={14} aria-hidden="true" />}
                onClick={() => remove(at)}
              />
            )
          }
        >
          <Columns>
            <SelectField
              name={`parts.${at}.taxRateId`}
              label={t('tax')}
              choices={taxes.map((tax) => ({ value: tax.id, label: `${tax.name} · ${withoutZeros(tax.percent)} %` }))}
            />
            {at > 0 && <SelectField name={`parts.${at}.on`} label={t('on')} choices={bases} />}
          </Columns>
        </Section>
      ))}
      {fields.length < most && (
        <div>
          <Button size="small" icon={<Plus size={14} aria-hidden="true" />} onClick={() => append(empty)}>
            {t('add')}
          </Button>
        </div>
      )}
    </>
  );
}
