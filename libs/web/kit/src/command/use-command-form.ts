import { useEffect, useState } from 'react';
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { Failure } from '@demarc/ui';
import type { FieldFault } from '../api/api-error';
import { faultsOfNoField, showFaults, type CommandState } from './use-command';

export interface CommandForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly onSubmit: (values: Values) => Promise<void>;
  readonly failure: Failure | null;
  readonly running: boolean;
  /** It was submitted and asks for nothing: `toInput` answered null, and no command was run. */
  readonly unchanged: boolean;
}

/** A form for a command: faults of the server appear at their fields, the rest in the summary. Hand the result to `<Form {...}>`. */
export function useCommandForm<Values extends FieldValues, Output, Input>(
  command: CommandState<Output, Input>,
  defaultValues: DefaultValues<Values>,
  toInput: (values: Values) => Input | null,
): CommandForm<Values> {
  const form = useForm<Values>({ defaultValues, mode: 'onBlur', reValidateMode: 'onChange' });
  const [unchanged, setUnchanged] = useState(false);
  const { faults } = command;
  useEffect(() => {
    showFaults(form, faults);
  }, [form, faults]);
  return {
    form,
    onSubmit: async (values) => {
      const input = toInput(values);
      setUnchanged(input === null);
      if (input !== null) await command.run(input);
    },
    failure: withFaults(command.failure, faultsOfNoField(form, faults)),
    running: command.running,
    unchanged,
  };
}

/** "Some fields are not right" alone helps nobody where the field at fault is not on the form: then it is said in words. */
function withFaults(failure: Failure | null, faults: readonly FieldFault[]): Failure | null {
  if (failure === null || faults.length === 0) return failure;
  return { ...failure, message: [failure.message, ...faults.map(({ message }) => sentence(message))].join(' ') };
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
