import { Select } from '@mantine/core';
import { useState } from 'react';
import { useUiTexts } from '../text/use-texts';
import type { ControlProps } from './input-props';
import type { Choice } from './text-input';
import { useControl } from './use-control';

export interface LookupInputProps extends ControlProps<string | null> {
  readonly choices: readonly Choice[];
  /** Server search: called with what is typed. Without it the given choices are filtered here. */
  readonly onSearch?: (text: string) => void;
  readonly searching?: boolean;
  readonly clearable?: boolean;
}

/** A searchable list, for long or server-side choices. */
export function LookupInput(props: LookupInputProps) {
  const t = useUiTexts();
  const control = useControl(props);
  const [typed, setTyped] = useState('');
  const { onSearch } = props;
  return (
    <Select
      {...control}
      searchable
      clearable={props.clearable ?? props.optional ?? false}
      data={props.choices.map((choice) => ({
        value: choice.value,
        label: choice.label,
        disabled: choice.disabled ?? false,
      }))}
      value={props.value}
      searchValue={typed}
      onSearchChange={(text) => {
        setTyped(text);
        onSearch?.(text);
      }}
      {...(onSearch === undefined ? {} : { filter: ({ options }) => options })}
      nothingFoundMessage={props.searching ? t('loading') : t('lookup.nothing')}
      clearButtonProps={{ 'aria-label': t('clear') }}
      comboboxProps={{ transitionProps: { duration: 0 }, shadow: 'md' }}
      maxDropdownHeight={280}
      onChange={(value) => props.onChange(value)}
    />
  );
}
