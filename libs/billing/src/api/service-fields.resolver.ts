import { Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Asks } from '@demarc/access';
import { type Call, QueryBus } from '@demarc/commands';
import { CustomerView } from '@demarc/crm';
import { CurrentCall, LocalDateScalar, RecordIdScalar } from '@demarc/graphql';
import type { LocalDate } from '@demarc/kernel';
import { PlanChangesOf } from '../app/plan-changes/find-plan-changes.query.js';
import { PausesOf } from '../app/services/find-pauses.query.js';
import { PauseBillingEnum } from '../app/settings/service-enums.js';
import type { PauseBilling } from '../domain/index.js';
import { planChangeRecordView, PlanChangeView } from './plan-change.view.js';

@ObjectType('ServicePause', { description: 'Days on which a service does not run.' })
export class ServicePauseView {
  @Field(() => RecordIdScalar, { description: 'Names the pause.' })
  id: string;

  @Field(() => RecordIdScalar, { description: 'The service.' })
  serviceId: string;

  @Field(() => LocalDateScalar, { description: 'First day of the pause.' })
  from: LocalDate;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day of the pause; null: until it is resumed.' })
  through: LocalDate | null;

  @Field(() => PauseBillingEnum, { description: 'What its days cost.' })
  billing: PauseBilling;

  @Field(() => String, { description: 'Why; empty when nobody said.' })
  reason: string;

  @Field(() => String, { description: 'Who made it.' })
  madeBy: string;
}

/** What has happened and will happen to the services of a customer. */
@Resolver(() => CustomerView)
export class ServiceFieldsResolver {
  constructor(private readonly queries: QueryBus) {}

  @Asks(PlanChangesOf)
  @ResolveField(() => [PlanChangeView], { description: 'Changes of plan, the newest first, undone ones too.' })
  async planChanges(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<PlanChangeView[]> {
    return (await this.queries.ask(PlanChangesOf, { customerIds: [id] }, call)).map(planChangeRecordView);
  }

  @Asks(PausesOf)
  @ResolveField(() => [ServicePauseView], { description: 'Pauses of services, the newest first.' })
  servicePauses(@Parent() { id }: CustomerView, @CurrentCall() call: Call): Promise<ServicePauseView[]> {
    return this.queries.ask(PausesOf, { customerIds: [id] }, call);
  }
}
