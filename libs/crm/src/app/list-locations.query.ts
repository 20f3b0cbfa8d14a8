import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { LocationId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';

export interface ListedLocation {
  readonly id: LocationId;
  readonly name: string;
  readonly parentId: LocationId | null;
  readonly active: boolean;
}

/** All locations, by name. */
@Injectable()
export class ListLocations extends Query<Record<string, never>, readonly ListedLocation[]> {
  readonly rule: Rule = {
    name: 'crm.listLocations',
    sentence: 'See the locations',
    permission: CrmPermissions['location.view'],
  };

  answer(_: Record<string, never>, { sql }: Asking): Promise<readonly ListedLocation[]> {
    return sql.query<ListedLocation>(
      'SELECT id, name, parent_id AS "parentId", active FROM crm.location ORDER BY name, id LIMIT 5000',
    );
  }
}
