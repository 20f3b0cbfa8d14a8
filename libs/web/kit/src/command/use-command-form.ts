import { useEffect } from 'react';
import { useForm, type DefaultValues, type FieldValues, type UseFormReturn } from 'react-hook-form';
import type { Failure } from '@demarc/ui';
import { showFaults, type CommandState } from './use-command';

export interface CommandForm<Values extends FieldValues> {
  readonly form: UseFormReturn<Values>;
  readonly onSubmit: (values: Values) => Promise<void>;
  readonly failure: Failure | null;
  readonly running: boolean;
}

/** A form for a command: faults of the server appear at their fields, the rest in the summary. Hand the result to `<Form {...}>`. */
export function useCommandForm<Values extends FieldValues, Output, Input>(
  command: CommandState<Output, Input>,
  defaultValues: DefaultValues<Values>,
  toInput: (values: Values) => Input,
): CommandForm<Values> {
  const form = useForm<Values>({ defaultValues, mode: 'onBlur', reValidateMode: 'onChange' });
  const { faults } = command;
  useEffect(() => {
    showFaults(form, faults);
  }, [form, faults]);
  return {
    form,
    onSubmit: async (values) => {
      await command.run(toInput(values));
    },
    failure: command.failure,
    running: command.running,
  };
}
