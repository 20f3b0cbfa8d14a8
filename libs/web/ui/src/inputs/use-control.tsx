import type { ReactNode } from 'react';
import { useUiTexts } from '../text/use-texts';
import type { ControlProps } from './input-props';

interface MantineControl {
  readonly label: ReactNode;
  readonly 'aria-label'?: string;
  readonly description: ReactNode;
  readonly error: ReactNode;
  readonly name: string | undefined;
  readonly disabled: boolean | undefined;
  readonly readOnly: boolean | undefined;
  readonly placeholder: string | undefined;
  readonly onBlur: (() => void) | undefined;
  readonly size: 'xs' | 'sm' | 'md';
  readonly 'data-autofocus': boolean | undefined;
  readonly autoFocus: boolean | undefined;
  readonly inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[];
}

const sizes = { small: 'xs', medium: 'sm', large: 'md' } as const;

/** Our control props in the words of the component library. */
export function useControl<Value>(props: ControlProps<Value>): MantineControl {
  const t = useUiTexts();
  const label = (
    <>
      {props.label}
      {props.optional && <span className="dm-optional"> {t('field.optional')}</span>}
    </>
  );
  return {
    label: props.hideLabel ? undefined : label,
    ...(props.hideLabel ? { 'aria-label': props.label } : {}),
    description: props.description,
    error: props.error ?? undefined,
    name: props.name,
    disabled: props.disabled,
    readOnly: props.readOnly,
    placeholder: props.placeholder,
    onBlur: props.onBlur,
    size: sizes[props.size ?? 'medium'],
    autoFocus: props.autoFocus,
    'data-autofocus': props.autoFocus || undefined,
    inputWrapperOrder: ['label', 'input', 'description', 'error'],
  };
}
