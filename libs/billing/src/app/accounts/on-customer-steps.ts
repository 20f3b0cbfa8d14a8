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
@Injectable()
abstract class FollowsCustomers<Payload extends object> extends Subscriber<Payload> {
  constructor(
    protected readonly acts: Acts,
    private readonly accounts: Accounts,
    private readonly customers: Customers,
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

abstract class FollowsCustomer extends FollowsCustomers<{ readonly customerId: CustomerId }> {
  protected on(payload: { readonly customerId: CustomerId }, act: Act): Promise<void> {
    return this.follow(act, payload.customerId);
  }
}

@Injectable()
export class OnCustomerOpened extends FollowsCustomer {
  readonly name = 'billing.on-customer-opened';
  readonly event = CustomerOpened;
}

@Injectable()
export class OnCustomerActivated extends FollowsCustomer {
  readonly name = 'billing.on-customer-activated';
  readonly event = CustomerActivated;
}

@Injectable()
export class OnCustomerDeactivated extends FollowsCustomer {
  readonly name = 'billing.on-customer-deactivated';
  readonly event = CustomerDeactivated;
}

@Injectable()
export class OnCustomerClosed extends FollowsCustomer {
  readonly name = 'billing.on-customer-closed';
  readonly event = CustomerClosed;
}

@Injectable()
export class OnCustomerRestored extends FollowsCustomer {
  readonly name = 'billing.on-customer-restored';
  readonly event = CustomerRestored;
}

@Injectable()
export class OnCustomersImported extends FollowsCustomers<{ readonly customerIds: readonly CustomerId[] }> {
  readonly name = 'billing.on-customers-imported';
  readonly event = CustomersImported;

  protected async on(payload: { readonly customerIds: readonly CustomerId[] }, act: Act): Promise<void> {
    for (const customerId of payload.customerIds) await this.follow(act, customerId);
  }
}
