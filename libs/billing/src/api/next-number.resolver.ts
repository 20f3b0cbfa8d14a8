import { Args, ArgsType, Field, ObjectType, Query, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, IsRecordId, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import {
  NextNumber,
  type NextNumbers,
  type NumberSeries,
  type WantedNumber,
} from '../app/documents/next-number.query.js';
import { NumberSeriesEnum } from '../app/settings/document-enums.js';

@ObjectType('NextNumbers', { description: 'What a number pattern would give; nothing is taken.' })
export class NextNumbersView {
  @Field(() => [String], { description: 'The next number and the one after it; empty when the pattern has a fault.' })
  numbers: readonly string[];

  @Field(() => String, { nullable: true, description: 'What is wrong with the pattern.' })
  fault: string | null;
}

@ArgsType()
class NextNumberArgs implements WantedNumber {
  @Field(() => NumberSeriesEnum, { description: 'What counts.' })
  @IsIn(Object.values(NumberSeriesEnum))
  series: NumberSeries;

  @Field(() => String, { description: 'The pattern: `INV-{year}-{next|6}`.' })
  @IsString()
  @MaxLength(100)
  pattern: string;

  @Field(() => RecordIdScalar, {
    nullable: true,
    description: 'The partner whose pattern it is; everybody when left out.',
  })
  @IsOptional()
  @IsRecordId()
  partnerId?: string;
}

@Resolver(() => NextNumbersView)
export class NextNumberResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(NextNumber)
  @Query(() => NextNumbersView, { description: 'The next numbers that a pattern would give.' })
  nextNumbers(@Args() args: NextNumberArgs, @CurrentCall() call: Call): Promise<NextNumbers> {
    return this.queries.ask(NextNumber, { ...args }, call);
  }
}
