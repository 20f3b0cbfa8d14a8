import { currencyDecimals, isNegative, type DecimalFault } from '../format/decimal-text';
import { useUiTexts } from '../text/use-texts';
import { DecimalInput } from './decimal-input';
import type { ControlProps } from './input-props';

export interface MoneyInputProps extends ControlProps<string> {
  readonly currency: string;
  /** Unit prices may have four decimals; amounts have those of the currency. */
  readonly unitPrice?: boolean;
  readonly onFault?: (fault: DecimalFault | null) => void;
}

/** Money as a decimal string. Reads the locale and plain dots, refuses more decimals than the currency has. */
export function MoneyInput({ currency, unitPrice = false, description, ...props }: MoneyInputProps) {
  const t = useUiTexts();
  const decimals = currencyDecimals(currency);
  return (
    <DecimalInput
      {...props}
      description={isNegative(props.value) ? t('money.creditHint') : description}
      padTo={decimals}
      maxDecimals={unitPrice ? Math.max(4, decimals) : decimals}
      suffix={<span className="dm-input-unit">{currency}</span>}
    />
  );
}
