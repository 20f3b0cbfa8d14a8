import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { actorLabel } from '@demarc/access';
import { type Act, Command, type CommandRule, IsLocalDate, IsRecordId } from '@demarc/commands';
import { Customers } from '@demarc/crm';
import { LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import { addDays, conflict, type Id, type LocalDate, notFound } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import type { TaxExemption } from '../../domain/index.js';
import { BillingPermissions } from '../../permissions.js';
import { type Account, Accounts } from '../accounts/accounts.js';
import { ReasonField } from '../reason-field.js';
import { ExemptionKindEnum } from '../settings/pricing-enums.js';

export type TaxExemptionId = Id<'TaxExemption'>;

const EXEMPT = BillingPermissions['tax.exempt'];

@InputType({ description: 'Why a customer pays no tax, with the document that proves it.' })
export class GrantTaxExemptionInput {
  @Field(() => RecordIdScalar, { description: 'The customer.' })
  @IsRecordId()
  customerId: Id<'Customer'>;

  @Field(() => ExemptionKindEnum, { description: 'Exempt, or a business that owes the tax in our place.' })
  @IsIn(Object.values(ExemptionKindEnum))
  kind: TaxExemption['kind'];

  @ReasonField('Why; it stands in the explanation of each line.')
  reason: string;

  @Field(() => String, {
    nullable: true,
    description: 'Number of the certificate. For the reverse charge the tax number; the customer’s own when left out.',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  documentNumber?: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day without tax; today when left out.' })
  @IsOptional()
  @IsLocalDate()
  from?: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day without tax; no end when left out.' })
  @IsOptional()
  @IsLocalDate()
  through?: LocalDate;
}

/** From the first to the last day no tax is charged; a mark without evidence that was taken over is replaced by it. */
@Injectable()
export class GrantTaxExemption extends Command<
  GrantTaxExemptionInput,
  { customerId: Id<'Customer'>; exemptionId: TaxExemptionId }
> {
  readonly rule: CommandRule = {
    name: 'billing.grantTaxExemption',
    sentence: 'Note why a customer pays no tax',
    permission: EXEMPT,
    risk: 'normal',
  };
  readonly input = GrantTaxExemptionInput;

  constructor(
    private readonly accounts: Accounts,
    private readonly customers: Customers,
  ) {
    super();
  }

  async handle(
    input: GrantTaxExemptionInput,
    act: Act,
  ): Promise<{ customerId: Id<'Customer'>; exemptionId: TaxExemptionId }> {
    const account = await this.accounts.lock(act, input.customerId);
    const documentNumber = await this.documentOf(act, account, input);
    const from = input.from ?? (await this.accounts.today(act, account));
    if (input.through && input.through < from)
      throw conflict('EXEMPTION_DATES', 'The last day is before the first day.');
    const exemptionId = act.newId<'TaxExemption'>();
    try {
      await act.sql.execute(
        `INSERT INTO billing.tax_exemption (id, customer_id, partner_id, kind, reason, document_number, valid_from, valid_to, created_by, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          exemptionId,
          account.customerId,
          account.partnerId,
          input.kind,
          input.reason,
          documentNumber,
          from,
          input.through ?? null,
          actorLabel(act.actor).name,
          act.at,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) !== 'one_exemption_a_day') throw error;
      throw conflict(
        'EXEMPTION_OVERLAPS',
        'The customer pays no tax on some of these days already. End that exemption first, or choose other days.',
      );
    }
    await act.sql.execute(
      'UPDATE billing.account SET tax_exempt = false, revision = revision + 1 WHERE customer_id = $1',
      [account.customerId],
    );
    const said = input.kind === 'exempt' ? 'Exempt from tax' : 'Owes the tax in our place';
    act.audit(about(account, exemptionId), `${said} from ${from}: ${input.reason}, ${documentNumber}`, {
      before: { mark: account.taxExempt },
      after: { ...input, documentNumber, from },
    });
    return { customerId: account.customerId, exemptionId };
  }

  private async documentOf(act: Act, account: Account, input: GrantTaxExemptionInput): Promise<string> {
    if (input.kind === 'reverse_charge') {
      const customer = await this.customers.required(act.sql, account.customerId);
      if (customer.category !== 'company')
        throw conflict(
          'REVERSE_CHARGE_COMPANY',
          'Only a business owes the tax in our place. This customer is a person.',
        );
      const number = input.documentNumber ?? customer.vatId;
      if (number) return number;
      throw conflict('TAX_NUMBER_NEEDED', 'The reverse charge needs the customer’s tax number. Enter it first.');
    }
    if (input.documentNumber) return input.documentNumber;
    throw conflict('EXEMPTION_DOCUMENT', 'An exemption needs the number of the document that proves it.');
  }
}

@InputType({ description: 'The end of an exemption.' })
export class EndTaxExemptionInput {
  @Field(() => RecordIdScalar, { description: 'The exemption.' })
  @IsRecordId()
  exemptionId: TaxExemptionId;

  @Field(() => LocalDateScalar, {
    nullable: true,
    description: 'The last day without tax; yesterday when left out. Before its first day: it is taken away.',
  })
  @IsOptional()
  @IsLocalDate()
  lastDay?: LocalDate;
}

@Injectable()
export class EndTaxExemption extends Command<EndTaxExemptionInput, { customerId: Id<'Customer'> }> {
  readonly rule: CommandRule = {
    name: 'billing.endTaxExemption',
    sentence: 'End the exemption of a customer from tax',
    permission: EXEMPT,
    risk: 'normal',
  };
  readonly input = EndTaxExemptionInput;

  constructor(private readonly accounts: Accounts) {
    super();
  }

  async handle({ exemptionId, lastDay }: EndTaxExemptionInput, act: Act): Promise<{ customerId: Id<'Customer'> }> {
    const found = await act.sql.first<{ customer_id: string; from: LocalDate; to: LocalDate | null }>(
      'SELECT customer_id, valid_from AS "from", valid_to AS "to" FROM billing.tax_exemption WHERE id = $1',
      [exemptionId],
    );
    if (!found) throw notFound('tax exemption');
    const account = await this.accounts.lock(act, found.customer_id);
    const last = lastDay ?? addDays(await this.accounts.today(act, account), -1);
    if (found.to && found.to <= last) throw conflict('EXEMPTION_OVER', `The exemption ends with ${found.to} already.`);
    if (last < found.from) await act.sql.execute('DELETE FROM billing.tax_exemption WHERE id = $1', [exemptionId]);
    else await act.sql.execute('UPDATE billing.tax_exemption SET valid_to = $2 WHERE id = $1', [exemptionId, last]);
    const sentence = last < found.from ? 'Exemption from tax taken away' : `Exemption from tax ends with ${last}`;
    act.audit(about(account, exemptionId), sentence, { before: found });
    return { customerId: account.customerId };
  }
}

function about(
  account: Account,
  id: string,
): {
  kind: string;
  id: string;
  customerId: Account['customerId'];
  partnerId: Account['partnerId'];
} {
  return { kind: 'tax_exemption', id, customerId: account.customerId, partnerId: account.partnerId };
}
