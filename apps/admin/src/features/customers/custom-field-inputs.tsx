import { DateField, type Fact, NumberField, SelectField, SwitchField, TextField } from '@demarc/ui';

export interface CustomFieldRule {
  readonly name: string;
  readonly title: string;
  readonly type: 'BOOLEAN' | 'CHOICE' | 'DATE' | 'DECIMAL' | 'INTEGER' | 'TEXT';
  readonly options: readonly string[];
  readonly required: boolean;
  readonly defaultValue: string | null;
  readonly category: 'COMPANY' | 'PERSON' | null;
}

export type CustomFormValues = Readonly<Record<string, string | boolean>>;

export function initialCustomValues(
  fields: readonly CustomFieldRule[],
  kept: Readonly<Record<string, unknown>> = {},
): CustomFormValues {
  return Object.fromEntries(
    fields.map(({ name, type, defaultValue }) => {
      const value = name in kept ? kept[name] : defaultValue;
      return [
        name,
        type === 'BOOLEAN'
          ? value === true || value === 'true'
          : value === null || value === undefined
            ? ''
            : String(value),
      ];
    }),
  );
}

/** What a record keeps, as the server sends it. */
export function keptCustomValues(sent: unknown): Readonly<Record<string, unknown>> {
  return typeof sent === 'object' && sent !== null ? { ...sent } : {};
}

/** The operator's own fields as they read on the page of a record. */
export function customFieldFacts(
  fields: readonly CustomFieldRule[],
  sent: unknown,
  words: { readonly yes: string; readonly no: string },
): readonly Fact[] {
  const kept = keptCustomValues(sent);
  const shown = (value: unknown) =>
    typeof value === 'boolean'
      ? value
        ? words.yes
        : words.no
      : value === undefined || value === null
        ? null
        : String(value);
  return fields.map(({ name, title }) => ({ id: name, label: title, value: shown(kept[name]) }));
}

/** As the server takes them: what was left empty is taken away. */
export function givenCustomValues(values: CustomFormValues): Readonly<Record<string, string | boolean | null>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value === '' ? null : value]));
}

/** The operator's own fields, each with the control of its type. */
export function CustomFieldInputs({ fields, emptyLabel }: { fields: readonly CustomFieldRule[]; emptyLabel: string }) {
  return fields.map((field) => <CustomFieldInput key={field.name} field={field} emptyLabel={emptyLabel} />);
}

function CustomFieldInput({ field, emptyLabel }: { field: CustomFieldRule; emptyLabel: string }) {
  const shared = { name: `customFields.${field.name}`, label: field.title, optional: !field.required };
  switch (field.type) {
    case 'BOOLEAN':
      return <SwitchField name={shared.name} label={field.title} />;
    case 'CHOICE':
      return (
        <SelectField
          {...shared}
          emptyLabel={emptyLabel}
          choices={field.options.map((value) => ({ value, label: value }))}
        />
      );
    case 'DATE':
      return <DateField {...shared} />;
    case 'INTEGER':
      return <NumberField {...shared} />;
    case 'DECIMAL':
      return <NumberField {...shared} maxDecimals={10} />;
    case 'TEXT':
      return <TextField {...shared} />;
  }
}
