import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, invalid, type Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { LocationEntity } from '../data/location.entity.js';
import type { LocationId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';

@InputType({ description: 'A location to add: a region of the operator.' })
export class AddLocationInput {
  @Field(() => String, { description: 'The name, unique.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The larger location that it lies in.' })
  @IsOptional()
  @IsRecordId()
  parentId?: LocationId | null;
}

@Injectable()
export class AddLocation extends Command<AddLocationInput, { locationId: LocationId }> {
  readonly rule: CommandRule = {
    name: 'crm.addLocation',
    sentence: 'Add a location',
    permission: CrmPermissions['location.manage'],
    risk: 'normal',
  };
  readonly input = AddLocationInput;

  async handle(input: AddLocationInput, act: Act): Promise<{ locationId: LocationId }> {
    const locationId = act.newId<'Location'>();
    try {
      await act.manager.insert(LocationEntity, {
        id: locationId,
        name: input.name,
        parentId: input.parentId ?? null,
        active: true,
        revision: 1,
      });
    } catch (error) {
      throw locationFault(error, input.name) ?? error;
    }
    act.audit({ kind: 'location', id: locationId }, `Location ${input.name} added`);
    return { locationId };
  }
}

export function locationFault(error: unknown, name: string): Refusal | undefined {
  const constraint = violatedConstraint(error);
  if (constraint === 'uq_location_name')
    return conflict('NAME_TAKEN', `There is a location named "${name}" already. Choose another name.`);
  if (constraint === 'fk_location_parent')
    return invalid('UNKNOWN_LOCATION', 'There is no such larger location.', [
      { field: 'parentId', message: 'does not exist' },
    ]);
  return undefined;
}
