import {
  NativeSelect,
  PasswordInput as MantinePasswordInput,
  Textarea,
  TextInput as MantineTextInput,
} from '@mantine/core';
import type {
  HTMLInputAutoCompleteAttribute,
  HTMLInputTypeAttribute,
  InputHTMLAttributes,
  ReactNode,
  Ref,
} from 'react';
import type { ControlProps } from './input-props';
import { useControl } from './use-control';

export interface TextInputProps extends ControlProps<string> {
  readonly type?: Extract<HTMLInputTypeAttribute, 'text' | 'email' | 'tel' | 'url' | 'search'>;
  readonly autoComplete?: HTMLInputAutoCompleteAttribute;
  readonly inputMode?: InputHTMLAttributes<HTMLInputElement>['inputMode'];
  readonly maxLength?: number;
  /** Identifiers: IP, MAC, serial, code. */
  readonly mono?: boolean;
  readonly icon?: ReactNode;
  readonly suffix?: ReactNode;
  readonly inputRef?: Ref<HTMLInputElement>;
  readonly onKeyDown?: InputHTMLAttributes<HTMLInputElement>['onKeyDown'];
}

export function TextInput(props: TextInputProps) {
  const control = useControl(props);
  return (
    <MantineTextInput
      {...control}
      ref={props.inputRef}
      type={props.type ?? 'text'}
      value={props.value}
      autoComplete={props.autoComplete}
      inputMode={props.inputMode}
      maxLength={props.maxLength}
      leftSection={props.icon}
      leftSectionPointerEvents="none"
      rightSection={props.suffix}
      rightSectionWidth={props.suffix === undefined ? undefined : 'auto'}
      className={props.mono ? 'dm-mono-input' : undefined}
      onKeyDown={props.onKeyDown}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export interface TextAreaInputProps extends ControlProps<string> {
  readonly rows?: number;
  readonly maxLength?: number;
  readonly mono?: boolean;
}

export function TextAreaInput(props: TextAreaInputProps) {
  const control = useControl(props);
  return (
    <Textarea
      {...control}
      rows={props.rows ?? 3}
      maxLength={props.maxLength}
      value={props.value}
      className={props.mono ? 'dm-mono-input' : undefined}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export interface PasswordInputProps extends ControlProps<string> {
  readonly autoComplete?: 'current-password' | 'new-password' | 'off';
}

export function PasswordInput(props: PasswordInputProps) {
  const control = useControl(props);
  return (
    <MantinePasswordInput
      {...control}
      value={props.value}
      autoComplete={props.autoComplete ?? 'current-password'}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
  readonly disabled?: boolean;
}

export interface SelectInputProps<Value extends string = string> extends ControlProps<Value> {
  readonly choices: readonly Choice<Value>[];
  /** First entry with an empty value; it can be chosen where the list is optional, or has such a choice itself. */
  readonly emptyLabel?: string;
}

/** A native list: right for up to some twenty fixed choices. For more, or for a server search, see `LookupInput`. */
export function SelectInput<Value extends string>(props: SelectInputProps<Value>) {
  const control = useControl(props);
  const hasEmpty = props.choices.some(({ value }) => value === '');
  const canEmpty = hasEmpty || (props.optional === true && props.emptyLabel !== undefined);
  const choose = (raw: string) => {
    const choice = props.choices.find((one) => one.value === raw);
    if (choice) props.onChange(choice.value);
    else if (raw === '' && canEmpty) props.onChange('' as Value);
  };
  return (
    <NativeSelect {...control} value={props.value} onChange={(event) => choose(event.currentTarget.value)}>
      {props.emptyLabel !== undefined && (
        <option value="" disabled={!canEmpty}>
          {props.emptyLabel}
        </option>
      )}
      {props.choices
        .filter((choice) => choice.value !== '' || props.emptyLabel === undefined)
        .map((choice) => (
          <option key={choice.value} value={choice.value} disabled={choice.disabled}>
            {choice.label}
          </option>
        ))}
    </NativeSelect>
  );
}
