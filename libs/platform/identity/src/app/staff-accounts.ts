import { Injectable } from '@nestjs/common';
import type { PartnerScope } from '@demarc/access';
import type { Act } from '@demarc/commands';
import { conflict, type Id, notFound } from '@demarc/kernel';
import { type Sql, violatedConstraint } from '@demarc/persistence';
import { LEAST_ALONE } from '../domain/password-policy.js';
import { tellIdentityChanged } from './identity-news.js';
import { PasswordHasher } from './password-hasher.js';

export interface NewStaff {
  readonly email: string;
  readonly name: string;
  readonly state: 'invited' | 'active';
  readonly passwordHash: string | null;
  readonly partners: PartnerScope;
  readonly roleIds: readonly string[];
  readonly passwordNeedsTotp?: boolean;
}

/** Writes staff accounts. Guards nothing by itself: commands do. */
@Injectable()
export class StaffAccounts {
  constructor(private readonly hasher: PasswordHasher) {}

  /** An account that can sign in at once, by the keys of its roles: for demo data and rehearsals, which know their passwords. */
  async open(
    input: { email: string; name: string; roleKeys: readonly string[]; password: string; partners: PartnerScope },
    act: Act,
  ): Promise<Id<'Staff'>> {
    const roleIds = await this.roleIdsOf(act.sql, input.roleKeys);
    const id = await this.insert(act, {
      email: input.email,
      name: input.name,
      state: 'active',
      passwordHash: await this.hasher.hash(input.password),
      passwordNeedsTotp: [...input.password].length < LEAST_ALONE,
      partners: input.partners,
      roleIds,
    });
    act.audit({ kind: 'staff', id }, `Opened an account for ${input.name}`, { roles: input.roleKeys });
    return id;
  }

  async insert(act: Act, staff: NewStaff): Promise<Id<'Staff'>> {
    const id = act.newId<'Staff'>();
    try {
      await act.sql.execute(
        `INSERT INTO platform.staff (id, email, name, state, every_partner, partner_ids, password_hash, password_needs_totp, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
        [
          id,
          staff.email.trim(),
          staff.name.trim(),
          staff.state,
          staff.partners === 'all',
          staff.partners === 'all' ? [] : staff.partners,
          staff.passwordHash,
          staff.passwordNeedsTotp ?? false,
          act.at,
        ],
      );
    } catch (error) {
      if (violatedConstraint(error) === 'staff_email_key')
        throw conflict('EMAIL_TAKEN', 'There is an account with this mail address already.');
      throw error;
    }
    await this.setRoles(act.sql, id, staff.roleIds);
    return id;
  }

  async setRoles(sql: Sql, staffId: string, roleIds: readonly string[]): Promise<void> {
    await sql.execute('DELETE FROM platform.staff_role WHERE staff_id = $1', [staffId]);
    await sql.execute('INSERT INTO platform.staff_role (staff_id, role_id) SELECT $1, unnest($2::uuid[])', [
      staffId,
      [...new Set(roleIds)],
    ]);
    await tellIdentityChanged(sql);
  }

  async roleIdsOf(sql: Sql, keys: readonly string[]): Promise<readonly string[]> {
    const rows = await sql.query<{ id: string }>('SELECT id FROM platform.role WHERE key = ANY ($1)', [keys]);
    if (rows.length !== new Set(keys).size) throw notFound('role');
    return rows.map((row) => row.id);
  }
}
