import { Checkbox, Switch } from '@mantine/core';
import type { ReactNode } from 'react';

export interface ToggleProps {
  readonly label: ReactNode;
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly description?: ReactNode;
  readonly error?: string | null | undefined;
  readonly disabled?: boolean;
}

/** Takes effect with the form; use `SwitchInput` for what is on or off. */
export function CheckboxInput({ label, value, onChange, onBlur, name, description, error, disabled }: ToggleProps) {
  return (
    <Checkbox
      size="sm"
      label={label}
      checked={value}
      name={name}
      description={description}
      error={error ?? undefined}
      disabled={disabled}
      onBlur={onBlur}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  );
}

export function SwitchInput({ label, value, onChange, onBlur, name, description, error, disabled }: ToggleProps) {
  return (
    <Switch
      size="sm"
      label={label}
      checked={value}
      name={name}
      description={description}
      error={error ?? undefined}
      disabled={disabled}
      onBlur={onBlur}
      onChange={(event) => onChange(event.currentTarget.checked)}
      withThumbIndicator={false}
    />
  );
}

export interface RadioChoice<Value extends string> {
  readonly value: Value;
  readonly label: ReactNode;
  readonly description?: ReactNode;
  readonly disabled?: boolean;
}

export interface RadioInputProps<Value extends string> {
  readonly label: string;
  readonly name: string;
  readonly value: Value;
  readonly choices: readonly RadioChoice<Value>[];
  readonly onChange: (value: Value) => void;
  readonly error?: string | null | undefined;
}

export function RadioInput<Value extends string>({
  label,
  name,
  value,
  choices,
  onChange,
  error,
}: RadioInputProps<Value>) {
  return (
    <fieldset className="dm-radios">
      <legend className="dm-field-label">{label}</legend>
      {choices.map((choice) => (
        <label key={choice.value} className="dm-radio">
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={choice.value === value}
            disabled={choice.disabled}
            onChange={() => onChange(choice.value)}
          />
          <span>
            {choice.label}
            {choice.description !== undefined && <span className="dm-field-help">{choice.description}</span>}
          </span>
        </label>
      ))}
      {error !== null && error !== undefined && <p className="dm-field-error">{error}</p>}
    </fieldset>
  );
}
