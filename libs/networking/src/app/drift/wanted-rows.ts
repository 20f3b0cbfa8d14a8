import { Injectable } from '@nestjs/common';
import { commentWith, isMarkedByName, type RowValues } from '../../routeros/objects/router-object.js';
import { wantedObjects } from '../../routeros/objects/router-objects.js';
import { ManagedRouters } from './managed-routers.js';

export interface WantedRow {
  readonly menu: string;
  readonly values: RowValues;
}

/** The rows that a router should have, as they would be written on it, passwords and all: for a router that is set up anew. */
@Injectable()
export class WantedRows {
  constructor(private readonly routers: ManagedRouters) {}

  async of(routerId: string): Promise<WantedRow[]> {
    const router = await this.routers.find(routerId);
    if (!router) return [];
    const { objects } = wantedObjects(router, await this.routers.accessesOf(routerId));
    return objects.map(({ menu, key, values }) => ({
      menu,
      values: isMarkedByName(menu) ? values : { ...values, comment: commentWith(key, undefined) },
    }));
  }
}
