import { defineEvent } from '@demarc/commands';
import type { CustomerCategory, Lifecycle } from './domain/customer-lifecycle.js';
import type { CustomerId, PartnerId } from './domain/ids.js';

export interface AboutCustomer {
  readonly customerId: CustomerId;
  readonly partnerId: PartnerId;
}

export interface CustomerOpenedPayload extends AboutCustomer {
  readonly number: string;
  readonly category: CustomerCategory;
  readonly lifecycle: Lifecycle;
}

export interface CustomerChangedPayload extends AboutCustomer {
  /** Names of the fields that changed. */
  readonly fields: readonly string[];
}

export interface CustomersImportedPayload {
  /** Added or changed; unchanged ones are not named. */
  readonly customerIds: readonly CustomerId[];
}

export const CustomerOpened = defineEvent<CustomerOpenedPayload>('crm.CustomerOpened');
export const CustomerChanged = defineEvent<CustomerChangedPayload>('crm.CustomerChanged');
/** New or inactive before, active now. */
export const CustomerActivated = defineEvent<AboutCustomer>('crm.CustomerActivated');
/** Takes no services any more: billing ends them, access closes. */
export const CustomerDeactivated = defineEvent<AboutCustomer>('crm.CustomerDeactivated');
/** Archived: gone from lists, the login is free again. */
export const CustomerClosed = defineEvent<AboutCustomer>('crm.CustomerClosed');
/** Back from the archive, inactive. */
export const CustomerRestored = defineEvent<AboutCustomer>('crm.CustomerRestored');
export const PortalPasswordSet = defineEvent<AboutCustomer>('crm.PortalPasswordSet');
export const CustomersImported = defineEvent<CustomersImportedPayload>('crm.CustomersImported');
