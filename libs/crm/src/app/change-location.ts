import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { conflict, notFound } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { LocationEntity } from '../data/location.entity.js';
import { changedFields } from '../domain/changed-fields.js';
import type { LocationId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';
import { locationFault } from './add-location.js';

@InputType({ description: 'Changes to a location; a missing field stays as it is.' })
export class ChangeLocationInput {
  @Field(() => RecordIdScalar, { description: 'The location.' })
  @IsRecordId()
  locationId: LocationId;

  @Field(() => String, { nullable: true, description: 'The name, unique.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  name?: string;

  @Field(() => RecordIdScalar, { nullable: true, description: 'The larger location that it lies in; `null` for none.' })
  @IsOptional()
  @IsRecordId()
  parentId?: LocationId | null;

  @Field(() => Boolean, { nullable: true, description: 'An inactive location is not offered for new customers.' })
  @IsOptional()
  @IsBoolean()
  active?: boolean;
}

@Injectable()
export class ChangeLocation extends Command<ChangeLocationInput, { locationId: LocationId }> {
  readonly rule: CommandRule = {
    name: 'crm.changeLocation',
    sentence: 'Change a location',
    permission: CrmPermissions['location.manage'],
    risk: 'normal',
  };
  readonly input = ChangeLocationInput;

  async handle(input: ChangeLocationInput, act: Act): Promise<{ locationId: LocationId }> {
    const { locationId } = input;
    // One change at a time over the whole tree, so that two moves cannot close a circle between them.
    const rows = await act.sql.query<{ id: LocationId; parent_id: LocationId | null }>(
      'SELECT id, parent_id FROM crm.location ORDER BY id FOR UPDATE',
    );
    const location = await act.manager.findOneBy(LocationEntity, { id: locationId });
    if (!location) throw notFound('location');
    const changes = changedFields(location, {
      name: input.name ?? undefined,
      parentId: input.parentId,
      active: input.active ?? undefined,
    });
    if (Object.keys(changes).length === 0) return { locationId };
    if (input.parentId && liesWithin(input.parentId, locationId, new Map(rows.map((row) => [row.id, row.parent_id])))) {
      throw conflict('LOCATION_CIRCLE', 'A location cannot lie in itself or in a part of itself.');
    }
    const fields = Object.fromEntries(Object.entries(changes).map(([field, change]) => [field, change.after]));
    try {
      await act.manager.update(LocationEntity, { id: locationId }, { ...fields, revision: location.revision + 1 });
    } catch (error) {
      throw locationFault(error, input.name ?? location.name) ?? error;
    }
    act.audit(
      { kind: 'location', id: locationId },
      `Location ${location.name} changed: ${Object.keys(changes).join(', ')}`,
      changes,
    );
    return { locationId };
  }
}

function liesWithin(
  start: LocationId,
  target: LocationId,
  parents: ReadonlyMap<LocationId, LocationId | null>,
): boolean {
  let at: LocationId | null = start;
  for (let step = 0; at !== null && step <= parents.size; step += 1) {
    if (at === target) return true;
    at = parents.get(at) ?? null;
  }
  return false;
}
