import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { BrakeSetting } from '../../domain/brake.js';
import { NetworkingPermissions } from '../../permissions.js';
import { brakeSetting } from './brake.js';

export interface FoundBrake extends BrakeSetting {
  /** Closings that wait for a person. */
  readonly held: number;
}

@Injectable()
export class FindBrake extends Query<Record<string, never>, FoundBrake> {
  readonly rule: Rule = {
    name: 'networking.findBrake',
    sentence: 'See whether closings are held',
    permission: NetworkingPermissions['router.view'],
  };

  async answer(_: Record<string, never>, { sql }: Asking): Promise<FoundBrake> {
    const held = await sql.first<{ count: number }>('SELECT count(*)::int AS count FROM networking.held_closing');
    return { ...(await brakeSetting(sql)), held: held?.count ?? 0 };
  }
}
