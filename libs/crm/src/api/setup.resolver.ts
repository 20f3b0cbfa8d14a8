import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { Asks, Runs } from '@demarc/access';
import { type Call, CommandBus, QueryBus } from '@demarc/commands';
import { CurrentCall, RecordIdScalar } from '@demarc/graphql';
import { AddLocation, AddLocationInput } from '../app/add-location.js';
import { ChangeCustomField, ChangeCustomFieldInput } from '../app/change-custom-field.js';
import { ChangeLocation, ChangeLocationInput } from '../app/change-location.js';
import { ChangePartner, ChangePartnerInput } from '../app/change-partner.js';
import { CustomFieldEntityEnum, DefineCustomField, DefineCustomFieldInput } from '../app/define-custom-field.js';
import { EditOperator, EditOperatorInput } from '../app/edit-operator.js';
import { FindOperator } from '../app/find-operator.query.js';
import { ListCustomFields } from '../app/list-custom-fields.query.js';
import { ListLocations } from '../app/list-locations.query.js';
import { ListPartners } from '../app/list-partners.query.js';
import { OpenPartner, OpenPartnerInput } from '../app/open-partner.js';
import { SetUpOperator, SetUpOperatorInput } from '../app/set-up-operator.js';
import type { CustomFieldEntityKind } from '../domain/custom-fields.js';
import { CustomFieldView, LocationView, OperatorView, PartnerView } from './setup.view.js';

@Resolver()
export class SetupResolver {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Asks(FindOperator)
  @Query(() => OperatorView, { nullable: true, description: 'The operator’s settings; null before it is set up.' })
  operator(@CurrentCall() call: Call): Promise<OperatorView | null> {
    return this.queries.ask(FindOperator, {}, call);
  }

  @Asks(ListPartners)
  @Query(() => [PartnerView], { description: 'The partners in scope, by name.' })
  async partners(@CurrentCall() call: Call): Promise<PartnerView[]> {
    return [...(await this.queries.ask(ListPartners, {}, call))];
  }

  @Asks(ListLocations)
  @Query(() => [LocationView], { description: 'All locations, by name.' })
  async locations(@CurrentCall() call: Call): Promise<LocationView[]> {
    return [...(await this.queries.ask(ListLocations, {}, call))];
  }

  @Asks(ListCustomFields)
  @Query(() => [CustomFieldView], { description: 'The custom fields, in their order.' })
  async customFields(
    @Args('entity', {
      type: () => CustomFieldEntityEnum,
      nullable: true,
      description: 'Only those of this kind of record.',
    })
    entity: CustomFieldEntityKind | undefined,
    @Args('archived', { type: () => Boolean, defaultValue: false, description: 'Archived ones too?' })
    archived: boolean,
    @CurrentCall() call: Call,
  ): Promise<CustomFieldView[]> {
    const fields = await this.queries.ask(ListCustomFields, { entity, archived }, call);
    return fields.map((field) => ({ ...field, options: [...field.options] }));
  }

  @Runs(SetUpOperator)
  @Mutation(() => OperatorView, { description: 'The first act on a new installation.' })
  async setUpOperator(
    @Args('input', { description: 'The operator.' }) input: SetUpOperatorInput,
    @CurrentCall() call: Call,
  ): Promise<OperatorView | null> {
    await this.commands.run(SetUpOperator, input, call);
    return this.queries.ask(FindOperator, {}, call);
  }

  @Runs(EditOperator)
  @Mutation(() => OperatorView, { description: 'Changes the operator’s settings.' })
  async editOperator(
    @Args('input', { description: 'The changes.' }) input: EditOperatorInput,
    @CurrentCall() call: Call,
  ): Promise<OperatorView | null> {
    await this.commands.run(EditOperator, input, call);
    return this.queries.ask(FindOperator, {}, call);
  }

  @Runs(OpenPartner)
  @Mutation(() => RecordIdScalar, { description: 'Opens a partner; answers its id.' })
  async openPartner(
    @Args('input', { description: 'The partner.' }) input: OpenPartnerInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(OpenPartner, input, call)).partnerId;
  }

  @Runs(ChangePartner)
  @Mutation(() => RecordIdScalar, { description: 'Changes a partner; answers its id.' })
  async changePartner(
    @Args('input', { description: 'The changes.' }) input: ChangePartnerInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ChangePartner, input, call)).partnerId;
  }

  @Runs(AddLocation)
  @Mutation(() => RecordIdScalar, { description: 'Adds a location; answers its id.' })
  async addLocation(
    @Args('input', { description: 'The location.' }) input: AddLocationInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(AddLocation, input, call)).locationId;
  }

  @Runs(ChangeLocation)
  @Mutation(() => RecordIdScalar, { description: 'Changes a location; answers its id.' })
  async changeLocation(
    @Args('input', { description: 'The changes.' }) input: ChangeLocationInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ChangeLocation, input, call)).locationId;
  }

  @Runs(DefineCustomField)
  @Mutation(() => RecordIdScalar, { description: 'Defines a custom field; answers its id.' })
  async defineCustomField(
    @Args('input', { description: 'The field.' }) input: DefineCustomFieldInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(DefineCustomField, input, call)).customFieldId;
  }

  @Runs(ChangeCustomField)
  @Mutation(() => RecordIdScalar, { description: 'Changes a custom field; answers its id.' })
  async changeCustomField(
    @Args('input', { description: 'The changes.' }) input: ChangeCustomFieldInput,
    @CurrentCall() call: Call,
  ): Promise<string> {
    return (await this.commands.run(ChangeCustomField, input, call)).customFieldId;
  }
}
