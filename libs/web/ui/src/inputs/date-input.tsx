import { TextInput as MantineTextInput } from '@mantine/core';
import type { ControlProps } from './input-props';
import { useControl } from './use-control';

export interface DateInputProps extends ControlProps<string> {
  readonly min?: string;
  readonly max?: string;
}

/** A calendar day as `YYYY-MM-DD`, by the browser's own picker: keyboard, touch and locale come with it. */
export function DateInput(props: DateInputProps) {
  const control = useControl(props);
  return (
    <MantineTextInput
      {...control}
      type="date"
      className="dm-date-input"
      value={props.value}
      min={props.min}
      max={props.max}
      onChange={(event) => props.onChange(event.currentTarget.value)}
    />
  );
}

export interface DateRangeInputValue {
  /** First and last day, both part of the range, as a person says it; '' is open. */
  readonly first: string;
  readonly last: string;
}

export interface DateRangeInputProps {
  readonly label: string;
  readonly firstLabel: string;
  readonly lastLabel: string;
  readonly value: DateRangeInputValue;
  readonly onChange: (value: DateRangeInputValue) => void;
  readonly error?: string | null;
}

export function DateRangeInput({ label, firstLabel, lastLabel, value, onChange, error }: DateRangeInputProps) {
  return (
    <fieldset className="dm-range">
      <legend className="dm-field-label">{label}</legend>
      <div className="dm-range-fields">
        <DateInput
          hideLabel
          label={firstLabel}
          value={value.first}
          max={value.last}
          onChange={(first) => onChange({ ...value, first })}
        />
        <span aria-hidden="true">–</span>
        <DateInput
          hideLabel
          label={lastLabel}
          value={value.last}
          min={value.first}
          onChange={(last) => onChange({ ...value, last })}
        />
      </div>
      {error !== null && error !== undefined && <p className="dm-field-error">{error}</p>}
    </fieldset>
  );
}
