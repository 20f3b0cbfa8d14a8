import { Injectable } from '@nestjs/common';
import { type Act, Acts, Subscriber } from '@demarc/commands';
import {
  CustomerActivated,
  CustomerClosed,
  CustomerDeactivated,
  CustomerOpened,
  CustomerRestored,
  CustomersImported,
  type CustomerId,
  Customers,
} from '@demarc/crm';
import { Accounts, lifecycleOf } from './accounts.js';
import { changeLifecycle } from './account-lifecycle.js';

/** What all of these do: the account exists, and follows the customer as it is now, whatever order the news came in. */
abstract class FollowsCustomer<Payload extends object> extends Subscriber<Payload> {
  constructor(
    protected readonly acts: Acts,
    protected readonly accounts: Accounts,
    protected readonly customers: Customers,
  ) {
    super();
  }

  protected async follow(act: Act, customerId: CustomerId): Promise<void> {
    const customer = await this.customers.find(act.sql, customerId);
    if (!customer) return;
    const account = await this.accounts.lock(act, customerId);
    await changeLifecycle(act, account, lifecycleOf(customer.lifecycle), await this.accounts.today(act, account));
  }
}

@Injectable()
export class OnCustomerOpened extends FollowsCustomer<{ readonly customerId: CustomerId }> {
  readonly name = 'billing.on-customer-opened';
  readonly event = CustomerOpened;
  constructor(acts: Acts, accounts: Accounts, customers: Customers) {
    super(acts, accounts, customers);
  }
  protected on(payload: { readonly customerId: CustomerId }, act: Act): Promise<void> {
    return this.follow(act, payload.customerId);
  }
}

@Injectable()
export class OnCustomerActivated extends FollowsCustomer<{ readonly customerId: CustomerId }> {
  readonly name = 'billing.on-customer-activated';
  readonly event = CustomerActivated;
  constructor(acts: Acts, accounts: Accounts, customers: Customers) {
    super(acts, accounts, customers);
  }
  protected on(payload: { readonly customerId: CustomerId }, act: Act): Promise<void> {
    return this.follow(act, payload.customerId);
  }
}

@Injectable()
export class OnCustomerDeactivated extends FollowsCustomer<{ readonly customerId: CustomerId }> {
  readonly name = 'billing.on-customer-deactivated';
  readonly event = CustomerDeactivated;
  constructor(acts: Acts, accounts: Accounts, customers: Customers) {
    super(acts, accounts, customers);
  }
  protected on(payload: { readonly customerId: CustomerId }, act: Act): Promise<void> {
    return this.follow(act, payload.customerId);
  }
}

@Injectable()
export class OnCustomerClosed extends FollowsCustomer<{ readonly customerId: CustomerId }> {
  readonly name = 'billing.on-customer-closed';
  readonly event = CustomerClosed;
  constructor(acts: Acts, accounts: Accounts, customers: Customers) {
    super(acts, accounts, customers);
  }
  protected on(payload: { readonly customerId: CustomerId }, act: Act): Promise<void> {
    return this.follow(act, payload.customerId);
  }
}

@Injectable()
export class OnCustomerRestored extends FollowsCustomer<{ readonly customerId: CustomerId }> {
  readonly name = 'billing.on-customer-restored';
  readonly event = CustomerRestored;
  constructor(acts: Acts, accounts: Accounts, customers: Customers) {
    super(acts, accounts, customers);
  }
  protected on(payload: { readonly customerId: CustomerId }, act: Act): Promise<void> {
    return this.follow(act, payload.customerId);
  }
}

@Injectable()
export class OnCustomersImported extends FollowsCustomer<{ readonly customerIds: readonly CustomerId[] }> {
  readonly name = 'billing.on-customers-imported';
  readonly event = CustomersImported;
  constructor(acts: Acts, accounts: Accounts, customers: Customers) {
    super(acts, accounts, customers);
  }
  protected async on(payload: { readonly customerIds: readonly CustomerId[] }, act: Act): Promise<void> {
    for (const customerId of payload.customerIds) await this.follow(act, customerId);
  }
}
