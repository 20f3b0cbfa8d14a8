import type { LoadedCustomer } from './use-customer';

/** What every panel of the customer's record is given. */
export interface PanelProps {
  readonly loaded: LoadedCustomer;
  readonly onClose: () => void;
}
