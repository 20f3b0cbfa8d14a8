import { TextInput } from './text-input';
import type { ControlProps } from './input-props';

export interface CodeInputProps extends ControlProps<string> {
  readonly length?: number;
  readonly onComplete?: (code: string) => void;
}

/** A one-time code in one box: paste, password managers and screen readers work, unlike with six boxes. */
export function CodeInput({ length = 6, onComplete, onChange, ...props }: CodeInputProps) {
  const take = (text: string) => {
    const digits = text.replace(/\D/g, '').slice(0, length);
    onChange(digits);
    if (digits.length === length && digits !== props.value) onComplete?.(digits);
  };
  return <TextInput {...props} mono inputMode="numeric" autoComplete="one-time-code" onChange={take} />;
}
