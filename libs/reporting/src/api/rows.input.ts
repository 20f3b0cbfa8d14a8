import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { PlanKindEnum, type ServiceStatus, ServiceStatusEnum } from '@demarc/billing';
import { LocalDateScalar, PageArgs, RecordIdScalar } from '@demarc/graphql';
import type { InvoiceState } from '../app/invoice-list.query.js';
import { InvoiceStateEnum, RowFilterInput } from './rows.view.js';

@InputType({ description: 'Which invoices to list.' })
export class InvoiceListFilterInput extends RowFilterInput {
  @Field(() => InvoiceStateEnum, { nullable: true, description: 'Only those that stand so today.' })
  state?: InvoiceState | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Issued on this day or later.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Issued on this day or earlier.' })
  through?: string | null;
}

@InputType({ description: 'Which payments to list.' })
export class PaymentListFilterInput extends RowFilterInput {
  @Field(() => Boolean, { nullable: true, description: 'Reversed ones instead of recorded ones; both when absent.' })
  reversed?: boolean | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'Only paid this way.' })
  methodId?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Only those with money that settles nothing yet.' })
  unallocated?: boolean | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Received on this day or later.' })
  from?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Received on this day or earlier.' })
  through?: string | null;
}

@InputType({ description: 'Which services to list.' })
export class ServiceListFilterInput extends RowFilterInput {
  @Field(() => [ServiceStatusEnum], { nullable: true, description: 'Only these; all but archived ones when absent.' })
  statuses?: ServiceStatus[] | null;

  @Field(() => [RecordIdScalar], { nullable: true, description: 'Only of these plans.' })
  planIds?: string[] | null;

  @Field(() => [PlanKindEnum], { nullable: true, description: 'Only of these kinds.' })
  kinds?: string[] | null;
}

@ArgsType()
export class InvoiceListArgs extends PageArgs {
  @Field(() => InvoiceListFilterInput, { nullable: true, description: 'Which invoices; all when absent.' })
  filter?: InvoiceListFilterInput | null;
}

@ArgsType()
export class PaymentListArgs extends PageArgs {
  @Field(() => PaymentListFilterInput, { nullable: true, description: 'Which payments; all when absent.' })
  filter?: PaymentListFilterInput | null;
}

@ArgsType()
export class ServiceListArgs extends PageArgs {
  @Field(() => ServiceListFilterInput, {
    nullable: true,
    description: 'Which services; all but archived ones when absent.',
  })
  filter?: ServiceListFilterInput | null;
}
