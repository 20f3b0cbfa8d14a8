import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsAmount, IsRecordId } from '@demarc/commands';
import { DecimalScalar, RecordIdScalar } from '@demarc/graphql';
import { conflict, type Id, invalid, money, notFound, parseMoney, Refusal, toDecimalString } from '@demarc/kernel';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { PaymentProvider } from '../../gateways/payment-provider.js';
import { ProviderAccounts } from '../../gateways/provider-accounts.js';
import type { CheckoutId, InvoiceId, ProformaId } from '../../ids.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { openInvoices } from '../payments/settlement.js';

/** So many payment pages can wait for one customer at once. */
const MOST_OPEN = 20;

@InputType({ description: 'What a customer wants to pay online.' })
export class StartCheckoutInput {
  @Field(() => RecordIdScalar, { nullable: true, description: 'Who pays; a signed-in customer leaves it out.' })
  @IsOptional()
  @IsRecordId()
  customerId?: Id<'Customer'>;

  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'How much; the chosen invoices, else all that is due, when left out.',
  })
  @IsOptional()
  @IsAmount()
  amount?: string;

  @Field(() => [RecordIdScalar], {
    nullable: true,
    description: 'Which open invoices the payment is for; the oldest first when left out.',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsRecordId({ each: true })
  invoiceIds?: InvoiceId[];

  @Field(() => RecordIdScalar, {
    nullable: true,
    description:
      'The unpaid proforma that is paid, over exactly its amount; neither amount nor invoices are said then.',
  })
  @IsOptional()
  @IsRecordId()
  proformaId?: ProformaId;
}

/** Records that a customer is sent to pay. A page that still waits for the same payment is used again. */
@Injectable()
export class StartCheckout extends Command<StartCheckoutInput, { checkoutId: CheckoutId }> {
  readonly rule: CommandRule = {
    name: 'billing.startCheckout',
    sentence: 'Open a payment page',
    permission: BillingPermissions['checkout.start'],
    customer: 'own',
    risk: 'normal',
  };
  readonly input = StartCheckoutInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly providers: ProviderAccounts,
    private readonly provider: PaymentProvider,
  ) {
    super();
  }

  async handle(input: StartCheckoutInput, act: Act): Promise<{ checkoutId: CheckoutId }> {
    const account = await this.accounts.lock(act, payerOf(input, act));
    const connected = await this.providers.forPartner(act.sql, account.partnerId);
    if (!connected)
      throw conflict('NO_PAYMENT_PROVIDER', 'Online payment is not set up. Pay by bank transfer, or ask us.');
    const invoiceIds = [...(input.invoiceIds ?? [])].sort();
    const amountMinor = await this.amount(act, account, input, invoiceIds);
    const waiting = await act.sql.query<{ id: CheckoutId; same: boolean }>(
      `SELECT id, amount_minor = $2 AND currency = $3 AND account_id = $4 AND invoice_ids = $5::uuid[] AND (expires_at > $6 OR (expires_at IS NULL AND created_at > $7)) AS same
         FROM billing.checkout WHERE customer_id = $1 AND state = 'open' ORDER BY created_at DESC`,
      [
        account.customerId,
        amountMinor.toString(),
        account.currency,
        connected.id,
        invoiceIds,
        inMinutes(act.at, 5),
        inMinutes(act.at, -1),
      ],
    );
    const same = waiting.find((one) => one.same);
    if (same) return { checkoutId: same.id };
    if (waiting.length >= MOST_OPEN)
      throw new Refusal(
        'too_many',
        'TOO_MANY_CHECKOUTS',
        'Many payment pages are open already. Finish one of them, or try again tomorrow.',
      );
    const checkoutId = act.newId<'Checkout'>();
    await act.sql.execute(
      `INSERT INTO billing.checkout (id, customer_id, partner_id, account_id, provider, amount_minor, currency, invoice_ids, started_by, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)`,
      [
        checkoutId,
        account.customerId,
        account.partnerId,
        connected.id,
        connected.provider,
        amountMinor.toString(),
        account.currency,
        invoiceIds,
        actorLabel(act.actor).name,
        act.at,
      ],
    );
    const about = { kind: 'checkout', id: checkoutId, customerId: account.customerId, partnerId: account.partnerId };
    act.audit(
      about,
      `Payment page over ${toDecimalString(money(amountMinor, account.currency))} ${account.currency} opened`,
    );
    return { checkoutId };
  }

  private async amount(
    act: Act,
    account: Account,
    input: StartCheckoutInput,
    invoiceIds: readonly string[],
  ): Promise<bigint> {
    const open =
      invoiceIds.length === 0
        ? []
        : (await openInvoices(act.sql, [account.customerId])).filter((invoice) => invoiceIds.includes(invoice.id));
    if (open.length < invoiceIds.length) throw notFound('open invoice');
    const askedMinor = input.proformaId === undefined ? undefined : await proformaAmount(act, account, input);
    const amountMinor =
      askedMinor ??
      (input.amount === undefined
        ? chosenOrDue(account, open)
        : (parseMoney(input.amount, account.currency)?.amountMinor ?? 0n));
    const { leastMinor, mostMinor } = this.provider.limits(account.currency);
    const say = (minor: bigint): string => `${toDecimalString(money(minor, account.currency))} ${account.currency}`;
    if (input.amount === undefined && amountMinor <= 0n)
      throw conflict('NOTHING_DUE', 'Nothing is due. Name an amount to pay in advance.');
    if (amountMinor < leastMinor || amountMinor > mostMinor) {
      throw invalid('AMOUNT_OUT_OF_RANGE', `Online payments are from ${say(leastMinor)} to ${say(mostMinor)}.`, [
        { field: 'amount', message: 'is out of range' },
      ]);
    }
    if (!this.provider.canTake(amountMinor, account.currency)) {
      throw invalid('AMOUNT_NOT_POSSIBLE', `Online payments of ${account.currency} end in a zero. Round the amount.`, [
        { field: 'amount', message: 'must end in a zero' },
      ]);
    }
    return amountMinor;
  }
}

/** A payment over exactly this pays the proforma, however it comes in. */
async function proformaAmount(act: Act, account: Account, input: StartCheckoutInput): Promise<bigint> {
  if (input.amount !== undefined || (input.invoiceIds?.length ?? 0) > 0)
    throw invalid('PROFORMA_ALONE', 'A proforma is paid by itself: leave amount and invoices out.');
  const proforma = await act.sql.first<{ minor: string; status: string; number: string }>(
    'SELECT gross_minor AS minor, status, number FROM billing.proforma WHERE id = $1 AND customer_id = $2',
    [input.proformaId, account.customerId],
  );
  if (!proforma) throw notFound('proforma');
  if (proforma.status !== 'unpaid')
    throw conflict('PROFORMA_NOT_OPEN', `Proforma ${proforma.number} is ${proforma.status} already.`);
  return BigInt(proforma.minor);
}

function payerOf(input: StartCheckoutInput, act: Act): Id<'Customer'> {
  if (act.actor.kind === 'customer') {
    if (input.customerId !== undefined && input.customerId !== act.actor.id) throw notFound('customer');
    return act.actor.id;
  }
  if (input.customerId === undefined)
    throw invalid('INVALID_INPUT', 'Say who pays.', [{ field: 'customerId', message: 'is missing' }]);
  return input.customerId;
}

function chosenOrDue(account: Account, open: readonly { openMinor: bigint }[]): bigint {
  return open.length > 0 ? open.reduce((sum, invoice) => sum + invoice.openMinor, 0n) : -account.balanceMinor;
}

function inMinutes(at: Date, minutes: number): Date {
  return new Date(at.getTime() + minutes * 60_000);
}
