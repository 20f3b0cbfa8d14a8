import { useState, type ReactNode } from 'react';
import { formatPlainDecimal, parseDecimal, type DecimalFault } from '../format/decimal-text';
import { useFormat } from '../provider/format-context';
import { useUiTexts } from '../text/use-texts';
import type { ControlProps } from './input-props';
import { TextInput } from './text-input';

export interface DecimalInputProps extends ControlProps<string> {
  readonly maxDecimals: number;
  /** Decimals that are shown even when zero. */
  readonly padTo?: number;
  readonly suffix?: ReactNode;
  /** Told about text that is not a number, so that the form can refuse it. */
  readonly onFault?: (fault: DecimalFault | null) => void;
}

/**
 * A number as a decimal string. While it has the focus it keeps what was typed; on blur it is written the way of the locale.
 * The value is '' while the text is empty or cannot be read.
 */
export function DecimalInput(props: DecimalInputProps) {
  const { value, maxDecimals, padTo = 0, onChange, onFault, onBlur, error } = props;
  const { locale } = useFormat();
  const t = useUiTexts();
  const [typed, setTyped] = useState<string | null>(null);
  const [fault, setFault] = useState<DecimalFault | null>(null);

  const take = (text: string) => {
    const parse = parseDecimal(text, locale, maxDecimals);
    const bad = parse.kind === 'ok' || parse.kind === 'empty' ? null : parse.kind;
    setTyped(text);
    setFault(null);
    onFault?.(bad);
    onChange(parse.kind === 'ok' ? parse.value : '');
  };

  const settle = () => {
    if (typed !== null) {
      const parse = parseDecimal(typed, locale, maxDecimals);
      const bad = parse.kind === 'ok' || parse.kind === 'empty' ? null : parse.kind;
      setFault(bad);
      if (bad === null) setTyped(null);
    }
    onBlur?.();
  };

  const ownError =
    fault === 'too-many-decimals'
      ? t('decimal.tooMany', { count: maxDecimals })
      : fault === 'not-a-number'
        ? t('decimal.unreadable')
        : null;
  return (
    <TextInput
      {...props}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? formatPlainDecimal(value, locale, padTo)}
      error={ownError ?? error}
      onChange={take}
      onBlur={settle}
    />
  );
}
