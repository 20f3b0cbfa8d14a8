import type { ReactNode } from 'react';
import { CheckboxInput } from './toggle-inputs';

export interface CheckChoice {
  readonly value: string;
  readonly label: ReactNode;
  readonly description?: ReactNode;
  /** Why it cannot be changed here, in place of the description. */
  readonly refusal?: string | null;
}

export interface CheckListInputProps {
  readonly label: string;
  readonly choices: readonly CheckChoice[];
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly description?: ReactNode;
  readonly error?: string | null | undefined;
  readonly optional?: boolean;
  /** The label is for screen readers only: the heading above says it already. */
  readonly hideLabel?: boolean;
}

/** Several of a handful, each with its sentence. */
export function CheckListInput(props: CheckListInputProps) {
  const { label, choices, value, onChange, onBlur, name, description, error, hideLabel = false } = props;
  return (
    <fieldset className="dm-checklist">
      <legend className={hideLabel ? 'dm-hidden' : 'dm-field-label'}>{label}</legend>
      {description !== undefined && <p className="dm-field-help">{description}</p>}
      {choices.map((choice) => {
        const refused = choice.refusal !== null && choice.refusal !== undefined;
        const note = refused ? choice.refusal : choice.description;
        return (
          <CheckboxInput
            key={choice.value}
            label={choice.label}
            value={value.includes(choice.value)}
            disabled={refused}
            {...(name === undefined ? {} : { name })}
            {...(note === undefined || note === null ? {} : { description: note })}
            {...(onBlur === undefined ? {} : { onBlur })}
            onChange={(on) => onChange(on ? [...value, choice.value] : value.filter((one) => one !== choice.value))}
          />
        );
      })}
      {error !== null && error !== undefined && <p className="dm-field-error">{error}</p>}
    </fieldset>
  );
}
