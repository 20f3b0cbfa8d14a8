import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, type Subject } from '@demarc/commands';
import { conflict, type Id, notFound } from '@demarc/kernel';
import { ServiceEntity } from '../../data/service.entity.js';
import { futureItemWhole } from '../../domain/index.js';
import type { FutureItemId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { Policies } from '../settings/policies.js';
import { AddFutureItemInput, CancelFutureItemInput, ChangeFutureItemInput } from './future-item.input.js';
import { addFutureItems } from './future-items.js';
import { oneTimeThing } from './one-time-thing.js';

const MANAGE = BillingPermissions['futureItem.manage'];

/** Puts something on the customer’s next invoice. It is in no balance before it stands on a document. */
@Injectable()
export class AddFutureItem extends Command<AddFutureItemInput, { futureItemId: FutureItemId }> {
  readonly rule: CommandRule = {
    name: 'billing.addFutureItem',
    sentence: 'Add a future item',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = AddFutureItemInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: AddFutureItemInput, act: Act): Promise<{ futureItemId: FutureItemId }> {
    const account = await this.accounts.lock(act, input.customerId);
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const thing = await oneTimeThing(act.sql, input, account, terms, act.todayIn(terms.zone));
    const { serviceId = null } = input;
    if (serviceId !== null) {
      const service = await act.manager.findOneBy(ServiceEntity, { id: serviceId });
      if (service?.customerId !== account.customerId) throw notFound('service');
    }
    const [futureItemId] = await addFutureItems(act, account, terms, [
      {
        ...thing,
        source: 'manual',
        taxInclusive: thing.priceIncludesTax,
        unit: input.unit ?? '',
        serviceId,
        dueOn: input.dueOn ?? null,
      },
    ]);
    if (!futureItemId) throw new Error('a future item has no id');
    act.audit(aboutItem(futureItemId, account), `Future item added: ${thing.description}`, {
      quantity: thing.quantity,
      unitPrice: thing.unitPrice,
      dueOn: input.dueOn ?? null,
    });
    return { futureItemId };
  }
}

@Injectable()
export class ChangeFutureItem extends Command<ChangeFutureItemInput, { futureItemId: FutureItemId }> {
  readonly rule: CommandRule = {
    name: 'billing.changeFutureItem',
    sentence: 'Change a future item',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = ChangeFutureItemInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly policies: Policies,
  ) {
    super();
  }

  async handle(input: ChangeFutureItemInput, act: Act): Promise<{ futureItemId: FutureItemId }> {
    const { account, item } = await lockItem(act, this.accounts, input.futureItemId);
    if (item.revision !== input.revision)
      throw conflict('CHANGED_MEANWHILE', 'Somebody changed this item meanwhile. Look at it again.');
    if (item.taken_minor !== '0')
      throw conflict('FUTURE_ITEM_TAKEN', 'A part of this item stands on an invoice. Cancel the rest and add another.');
    const terms = await this.policies.terms(act.sql, account.partnerId);
    const said = {
      description: input.description ?? item.description,
      quantity: input.quantity ?? item.quantity,
      unitPrice: input.unitPrice ?? item.unit_price,
      taxInclusive: input.taxInclusive ?? item.tax_inclusive,
      taxRateId: input.taxRateId === undefined ? item.tax_rate_id : input.taxRateId,
    };
    const thing = await oneTimeThing(act.sql, said, account, terms, act.todayIn(terms.zone));
    const whole = futureItemWhole(thing, account.currency, { rule: terms.rounding, tax: terms.settings.taxRounding });
    await act.sql.execute(
      `UPDATE billing.future_item SET description = $2, quantity = $3, unit = coalesce($4, unit), unit_price = $5, tax_inclusive = $6, tax_rate_id = $7,
         due_on = CASE WHEN $8 THEN $9::date ELSE due_on END, whole_minor = $10, revision = revision + 1 WHERE id = $1`,
      [
        input.futureItemId,
        thing.description,
        thing.quantity,
        input.unit ?? null,
        thing.unitPrice,
        thing.priceIncludesTax,
        thing.taxRateId,
        input.dueOn !== undefined,
        input.dueOn ?? null,
        whole.toString(),
      ],
    );
    act.audit(aboutItem(input.futureItemId, account), `Future item changed: ${thing.description}`, {
      before: { description: item.description, quantity: item.quantity, unitPrice: item.unit_price },
      after: said,
    });
    return { futureItemId: input.futureItemId };
  }
}

/** Nothing more of the item is charged. What stands on invoices already stays there. */
@Injectable()
export class CancelFutureItem extends Command<CancelFutureItemInput, { futureItemId: FutureItemId }> {
  readonly rule: CommandRule = {
    name: 'billing.cancelFutureItem',
    sentence: 'Cancel a future item',
    permission: MANAGE,
    risk: 'normal',
  };
  readonly input = CancelFutureItemInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle({ futureItemId, reason }: CancelFutureItemInput, act: Act): Promise<{ futureItemId: FutureItemId }> {
    const { account, item } = await lockItem(act, this.accounts, futureItemId);
    await act.sql.execute(
      `UPDATE billing.future_item SET status = 'cancelled', cancelled_reason = $2, revision = revision + 1 WHERE id = $1`,
      [futureItemId, reason],
    );
    act.audit(aboutItem(futureItemId, account), `Future item cancelled: ${item.description}`, { reason });
    return { futureItemId };
  }
}

interface ItemRow {
  description: string;
  quantity: string;
  unit_price: string;
  tax_inclusive: boolean;
  tax_rate_id: Id<'TaxRate'> | null;
  taken_minor: string;
  status: string;
  revision: number;
}

/** The account first, then its open item. */
async function lockItem(act: Act, accounts: Accounts, id: FutureItemId): Promise<{ account: Account; item: ItemRow }> {
  const owner = await act.sql.first<{ customer_id: string }>(
    'SELECT customer_id FROM billing.future_item WHERE id = $1',
    [id],
  );
  if (!owner) throw notFound('future item');
  const account = await accounts.lock(act, owner.customer_id);
  const item = await act.sql.first<ItemRow>(
    `SELECT description, quantity, unit_price, tax_inclusive, tax_rate_id, taken_minor, status, revision FROM billing.future_item WHERE id = $1 FOR UPDATE`,
    [id],
  );
  if (!item) throw notFound('future item');
  if (item.status === 'invoiced')
    throw conflict('FUTURE_ITEM_INVOICED', 'This item stands on an invoice. Credit it there.');
  if (item.status === 'cancelled') throw conflict('FUTURE_ITEM_CANCELLED', 'This item was cancelled before.');
  return { account, item };
}

function aboutItem(id: FutureItemId, { customerId, partnerId }: Account): Subject {
  return { kind: 'future_item', id, customerId, partnerId };
}
