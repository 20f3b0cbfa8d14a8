import { useRef } from 'react';
import { useController, type RegisterOptions } from 'react-hook-form';
import { CheckListInput, type CheckListInputProps } from '../inputs/check-list-input';
import { CodeInput, type CodeInputProps } from '../inputs/code-input';
import { DateInput, type DateInputProps } from '../inputs/date-input';
import { DecimalInput, type DecimalInputProps } from '../inputs/decimal-input';
import { LookupInput, type LookupInputProps } from '../inputs/lookup-input';
import { MacListInput, type MacListInputProps } from '../inputs/mac-list-input';
import { MoneyInput, type MoneyInputProps } from '../inputs/money-input';
import { PasswordInput, SelectInput, TextAreaInput, TextInput } from '../inputs/text-input';
import type { PasswordInputProps, SelectInputProps, TextAreaInputProps, TextInputProps } from '../inputs/text-input';
import {
  CheckboxInput,
  RadioInput,
  SwitchInput,
  type RadioInputProps,
  type ToggleProps,
} from '../inputs/toggle-inputs';
import { useUiTexts } from '../text/use-texts';

export type FieldRules = Pick<RegisterOptions, 'validate' | 'minLength' | 'maxLength' | 'pattern' | 'deps'>;
type Bound = 'value' | 'onChange' | 'onBlur' | 'error' | 'name';
/** A control bound to the form by its `name`. Required unless `optional`. */
export type FieldProps<Props> = Omit<Props, Bound> & { readonly name: string; readonly rules?: FieldRules };

interface FieldSettings {
  readonly name: string;
  readonly optional?: boolean | undefined;
  readonly rules?: FieldRules | undefined;
}

/** Form values are foreign to the types of a control; each field reads its own kind from them. */
export function useField<Value>({ name, optional = false, rules = {} }: FieldSettings, read: (raw: unknown) => Value) {
  const t = useUiTexts();
  const { field, fieldState } = useController({
    name,
    rules: { ...rules, ...(optional ? {} : { required: t('field.required') }) },
  });
  return {
    name,
    value: read(field.value),
    onChange: (value: Value) => field.onChange(value),
    // Leaving a field that was never filled in is no mistake yet. Complaining then would also move what lies below it
    // from under the pointer, between press and release.
    onBlur: () => {
      if (fieldState.isDirty || !isEmpty(field.value)) field.onBlur();
    },
    error: fieldState.error === undefined ? null : (fieldState.error.message ?? t('field.invalid')),
  };
}

function isEmpty(value: unknown): boolean {
  return value === '' || value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

const asText = (raw: unknown) => (typeof raw === 'string' ? raw : '');
const asOptionalText = (raw: unknown) => (typeof raw === 'string' && raw !== '' ? raw : null);
const asFlag = (raw: unknown) => raw === true;
const asList = (raw: unknown): readonly string[] =>
  Array.isArray(raw) ? raw.filter((one) => typeof one === 'string') : [];

export function TextField({ rules, ...props }: FieldProps<TextInputProps>) {
  return <TextInput {...props} {...useField({ ...props, rules }, asText)} />;
}

export function TextAreaField({ rules, ...props }: FieldProps<TextAreaInputProps>) {
  return <TextAreaInput {...props} {...useField({ ...props, rules }, asText)} />;
}

export function PasswordField({ rules, ...props }: FieldProps<PasswordInputProps>) {
  return <PasswordInput {...props} {...useField({ ...props, rules }, asText)} />;
}

export function CodeField({ rules, ...props }: FieldProps<CodeInputProps>) {
  return <CodeInput {...props} {...useField({ ...props, rules }, asText)} />;
}

export function SelectField({ rules, ...props }: FieldProps<SelectInputProps>) {
  return <SelectInput {...props} {...useField({ ...props, rules }, asText)} />;
}

export function LookupField({ rules, ...props }: FieldProps<LookupInputProps>) {
  return <LookupInput {...props} {...useField({ ...props, rules }, asOptionalText)} />;
}

export function DateField({ rules, ...props }: FieldProps<DateInputProps>) {
  return <DateInput {...props} {...useField({ ...props, rules }, asText)} />;
}

/** Text that cannot be read leaves an empty value behind; this keeps the form from taking it for "nothing typed". */
function useReadable(rules: FieldRules | undefined) {
  const t = useUiTexts();
  const unreadable = useRef(false);
  const given = typeof rules?.validate === 'function' ? { given: rules.validate } : (rules?.validate ?? {});
  const readable = () => (unreadable.current ? t('field.unreadable') : true);
  return {
    rules: { ...rules, validate: { readable, ...given } },
    mark: (bad: boolean) => {
      unreadable.current = bad;
    },
  };
}

export function MoneyField({ rules, ...props }: FieldProps<MoneyInputProps>) {
  const readable = useReadable(rules);
  const field = useField({ ...props, rules: readable.rules }, asText);
  return <MoneyInput {...props} {...field} onFault={(fault) => readable.mark(fault !== null)} />;
}

/** A number as text, for counts and quantities; `maxDecimals` 0 takes whole numbers. */
export function NumberField({
  rules,
  maxDecimals = 0,
  ...props
}: FieldProps<Omit<DecimalInputProps, 'maxDecimals'>> & { readonly maxDecimals?: number }) {
  const readable = useReadable(rules);
  const field = useField({ ...props, rules: readable.rules }, asText);
  return (
    <DecimalInput {...props} {...field} maxDecimals={maxDecimals} onFault={(fault) => readable.mark(fault !== null)} />
  );
}

export function MacListField({ rules, ...props }: FieldProps<MacListInputProps>) {
  const readable = useReadable(rules);
  const field = useField({ ...props, rules: readable.rules, optional: true }, asList);
  return <MacListInput {...props} {...field} onFault={(faults) => readable.mark(faults.length > 0)} />;
}

export function SwitchField({ rules, ...props }: FieldProps<ToggleProps>) {
  return <SwitchInput {...props} {...useField({ ...props, rules, optional: true }, asFlag)} />;
}

export function CheckboxField({ rules, ...props }: FieldProps<ToggleProps>) {
  return <CheckboxInput {...props} {...useField({ ...props, rules, optional: true }, asFlag)} />;
}

export function RadioField({ rules, ...props }: FieldProps<RadioInputProps<string>>) {
  return <RadioInput {...props} {...useField({ ...props, rules }, asText)} />;
}

/** At least one has to be ticked, unless `optional`. */
export function CheckListField({ rules, ...props }: FieldProps<CheckListInputProps>) {
  const t = useUiTexts();
  const { optional = false } = props;
  const some = (raw: unknown) => optional || asList(raw).length > 0 || t('field.required');
  return (
    <CheckListInput
      {...props}
      {...useField({ ...props, rules: { ...rules, validate: some }, optional: true }, asList)}
    />
  );
}
