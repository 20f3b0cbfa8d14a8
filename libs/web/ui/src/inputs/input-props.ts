import type { ReactNode } from 'react';

/** What all controls share. `null`/absent `error` means fine. Required is the default; optional is marked. */
export interface ControlProps<Value> {
  readonly label: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly onBlur?: () => void;
  readonly name?: string;
  readonly description?: ReactNode;
  readonly error?: string | null | undefined;
  readonly optional?: boolean;
  readonly disabled?: boolean;
  readonly readOnly?: boolean;
  readonly autoFocus?: boolean;
  readonly placeholder?: string;
  /** The label is for screen readers only (filters in a bar). */
  readonly hideLabel?: boolean;
  readonly size?: 'small' | 'medium' | 'large';
}
