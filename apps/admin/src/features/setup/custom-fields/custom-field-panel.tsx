import { useWatch } from 'react-hook-form';
import {
  Button,
  Columns,
  Form,
  NumberField,
  SelectField,
  showToast,
  SidePanel,
  SwitchField,
  TextAreaField,
  TextField,
  useTexts,
} from '@demarc/ui';
import { useApi, useCommand, useCommandForm } from '@demarc/web-kit';
import type { CustomField } from './custom-fields.graphql';
import type { FieldEntity } from './field-entities';
import { ChangeCustomFieldDocument, DefineCustomFieldDocument } from './custom-fields.graphql';
import { customFieldsTexts } from './custom-fields-texts';

const types = ['TEXT', 'INTEGER', 'DECIMAL', 'DATE', 'BOOLEAN', 'CHOICE'] as const;
const portals = ['HIDDEN', 'VIEW'] as const;

interface Values {
  readonly title: string;
  readonly name: string;
  readonly type: (typeof types)[number];
  readonly options: string;
  readonly required: boolean;
  readonly defaultValue: string;
  readonly portal: (typeof portals)[number];
  readonly category: '' | 'PERSON' | 'COMPANY';
  readonly position: string;
  readonly archived: boolean;
}

export interface CustomFieldPanelProps {
  readonly entity: FieldEntity;
  readonly field: CustomField | null;
  readonly onClose: () => void;
}

export function CustomFieldPanel({ entity, field, onClose }: CustomFieldPanelProps) {
  const t = useTexts(customFieldsTexts);
  const command = useSaveField(entity, field, onClose);
  const { form, onSubmit, failure, running } = useCommandForm<Values, unknown, Values>(
    command,
    firstValues(field),
    (values) => values,
  );
  return (
    <SidePanel title={field === null ? t('create') : field.title} description={t(entity)} onClose={onClose}>
      <Form
        form={form}
        onSubmit={onSubmit}
        failure={failure}
        labels={{ title: t('fieldTitle'), name: t('name'), options: t('options'), defaultValue: t('defaultValue') }}
        footer={
          <>
            <Button onClick={onClose}>{t('cancel')}</Button>
            <Button type="submit" tone="primary" busy={running}>
              {field === null ? t('add') : t('save')}
            </Button>
          </>
        }
      >
        <TextField name="title" label={t('fieldTitle')} description={t('titleHelp')} autoFocus />
        <TextField name="name" label={t('name')} description={t('nameHelp')} mono readOnly={field !== null} />
        <SelectField
          name="type"
          label={t('type')}
          description={t('typeHelp')}
          disabled={field !== null}
          choices={types.map((value) => ({ value, label: t(value) }))}
        />
        <OptionsField />
        <SwitchField name="required" label={t('required')} />
        <TextField name="defaultValue" label={t('defaultValue')} optional />
        <Columns min="sm">
          <SelectField
            name="portal"
            label={t('portal')}
            choices={portals.map((value) => ({ value, label: t(value) }))}
          />
          <NumberField name="position" label={t('position')} />
        </Columns>
        {field === null && entity === 'CUSTOMER' && (
          <SelectField
            name="category"
            label={t('category')}
            optional
            choices={[
              { value: '', label: t('everybody') },
              { value: 'PERSON', label: t('PERSON') },
              { value: 'COMPANY', label: t('COMPANY') },
            ]}
          />
        )}
        {field !== null && <SwitchField name="archived" label={t('archivedLabel')} />}
      </Form>
    </SidePanel>
  );
}

function OptionsField() {
  const t = useTexts(customFieldsTexts);
  const type: unknown = useWatch({ name: 'type' });
  if (type !== 'CHOICE') return null;
  return <TextAreaField name="options" label={t('options')} description={t('optionsHelp')} rows={5} />;
}

function useSaveField(entity: FieldEntity, field: CustomField | null, onClose: () => void) {
  const t = useTexts(customFieldsTexts);
  const api = useApi();
  return useCommand({
    run: async (values: Values, options): Promise<unknown> => {
      const shared = {
        title: values.title.trim(),
        required: values.required,
        defaultValue: values.defaultValue === '' ? null : values.defaultValue,
        portal: values.portal,
        position: Number(values.position),
        ...(values.type === 'CHOICE'
          ? {
              options: values.options
                .split('\n')
                .map((one) => one.trim())
                .filter(Boolean),
            }
          : {}),
      };
      if (field !== null) {
        const input = { ...shared, customFieldId: field.id, archived: values.archived };
        return api.graphql(ChangeCustomFieldDocument, { input }, options);
      }
      const category = values.category === '' ? null : values.category;
      const input = { ...shared, entity, name: values.name.trim(), type: values.type, category };
      return api.graphql(DefineCustomFieldDocument, { input }, options);
    },
    onDone: (_, { title }) => {
      showToast({ message: field === null ? t('added', { name: title }) : t('saved', { name: title }) });
      onClose();
    },
  });
}

function firstValues(field: CustomField | null): Values {
  return {
    title: field?.title ?? '',
    name: field?.name ?? '',
    type: field?.type ?? 'TEXT',
    options: field?.options.join('\n') ?? '',
    required: field?.required ?? false,
    defaultValue: field?.defaultValue ?? '',
    portal: field?.portal ?? 'HIDDEN',
    category: field?.category ?? '',
    position: String(field?.position ?? 0),
    archived: field?.archived ?? false,
  };
}
