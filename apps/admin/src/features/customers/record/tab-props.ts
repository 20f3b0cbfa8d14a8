import type { LoadedCustomer } from './use-customer';

/** What every tab of the customer's record is given. */
export interface TabProps {
  readonly loaded: LoadedCustomer;
  /** Opens a panel by its name in the address: `pay`, `change-plan:<service>`. */
  readonly onPanel: (panel: string) => void;
}
