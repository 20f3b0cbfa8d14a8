import { Field, Int, ObjectType } from '@nestjs/graphql';
import { RecordIdScalar } from '@demarc/graphql';

@ObjectType('LedgerAccount', { description: 'An account of the chart.' })
export class LedgerAccountView {
  @Field(() => String, { description: 'Its code, which postings keep.' })
  code: string;

  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { description: 'asset, liability, equity, income or expense.' })
  kind: string;

  @Field(() => String, { nullable: true, description: 'Its number in the operator’s own chart.' })
  ownCode: string | null;

  @Field(() => Boolean, { description: 'Added by the operator.' })
  added: boolean;

  @Field(() => Boolean, { description: 'May income be mapped to it?' })
  active: boolean;

  @Field(() => Int, { description: 'Grows with every change.' })
  revision: number;
}

@ObjectType('RevenueMapping', { description: 'Income of a plan or kind that goes to another account.' })
export class RevenueMappingView {
  @Field(() => RecordIdScalar, { description: 'Names the mapping.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'The account of the kind that is mapped.' })
  fromAccount: string | null;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The plan that is mapped.' })
  planId: string | null;

  @Field(() => String, { nullable: true, description: 'Its title.' })
  planTitle: string | null;

  @Field(() => String, { description: 'Where its income goes.' })
  accountCode: string;
}

@ObjectType('EditedLedgerAccount', { description: 'The account that was changed.' })
export class EditedLedgerAccountView {
  @Field(() => String, { description: 'Its code.' })
  code: string;
}

@ObjectType('MappedRevenue', { description: 'Where the income goes from now on.' })
export class MappedRevenueView {
  @Field(() => String, { nullable: true, description: 'The account; null: that of its kind.' })
  accountCode: string | null;
}
