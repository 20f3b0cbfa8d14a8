import { Injectable } from '@nestjs/common';
import { type Asking, Query } from '@demarc/commands';
import { cutPage, decodeCursorOf, encodeCursor, type Page, pageSize } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { IdentityPermissions } from '../permissions.js';
import { reachOf, type StaffState } from './staff-record.js';

export interface StaffFilter {
  readonly first: number;
  readonly after?: string | undefined;
  readonly search?: string | undefined;
  readonly state?: StaffState | undefined;
  readonly roleId?: string | undefined;
}

export interface StaffRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly state: StaffState;
  readonly everyPartner: boolean;
  readonly partnerIds: readonly string[];
  readonly totpEnrolled: boolean;
  readonly lastSignedInAt: Date | null;
  readonly createdAt: Date;
  readonly roles: readonly { readonly id: string; readonly name: string }[];
}

const COLUMNS = `id, email::text AS email, name, state, every_partner AS "everyPartner", partner_ids AS "partnerIds",
  totp_seed IS NOT NULL AS "totpEnrolled", last_signed_in_at AS "lastSignedInAt", created_at AS "createdAt",
  coalesce((SELECT jsonb_agg(jsonb_build_object('id', role.id, 'name', role.name) ORDER BY role.name)
    FROM platform.staff_role JOIN platform.role role ON role.id = role_id WHERE staff_id = staff.id), '[]') AS roles`;

/** Whoever sees some partners only sees the staff of those partners only. */
const IN_REACH = `($1::uuid[] IS NULL OR (NOT every_partner AND partner_ids <@ $1::uuid[]))`;

@Injectable()
export class ListStaff extends Query<StaffFilter, Page<StaffRow>> {
  readonly rule = {
    name: 'identity.staffMembers',
    sentence: 'See the staff',
    permission: IdentityPermissions['staff.view'],
  };

  async answer(filter: StaffFilter, { sql, actor }: Asking): Promise<Page<StaffRow>> {
    const [name, id] = !filter.after ? [null, null] : decodeCursorOf(filter.after, ['text', 'id']);
    const { partners } = reachOf(actor);
    const search =
      filter.search === undefined || filter.search === '' ? null : `%${filter.search.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const where = `${IN_REACH} AND ($2::text IS NULL OR name ILIKE $2 OR email ILIKE $2) AND ($3::text IS NULL OR state = $3)
      AND ($4::uuid IS NULL OR EXISTS (SELECT 1 FROM platform.staff_role WHERE staff_id = staff.id AND role_id = $4))`;
    const values = [partners === 'all' ? null : partners, search, filter.state ?? null, filter.roleId ?? null];
    const rows = await sql.query<StaffRow>(
      `SELECT ${COLUMNS} FROM platform.staff staff WHERE ${where}
         AND ($5::text IS NULL OR (name, id) > ($5, $6::uuid)) ORDER BY name, id LIMIT $7`,
      [...values, name, id, pageSize(filter.first) + 1],
    );
    const counted = await sql.first<{ count: number }>(
      `SELECT count(*)::int AS count FROM platform.staff staff WHERE ${where}`,
      values,
    );
    return cutPage(rows, filter.first, (row) => encodeCursor([row.name, row.id]), {
      count: counted?.count ?? 0,
      exact: true,
    });
  }
}

@Injectable()
export class ReadStaff extends Query<{ id: string }, StaffRow> {
  readonly rule = {
    name: 'identity.staffMember',
    sentence: 'See one member of staff',
    permission: IdentityPermissions['staff.view'],
  };

  async answer({ id }: { id: string }, { sql, actor }: Asking): Promise<StaffRow> {
    const { partners } = reachOf(actor);
    const row = await sql.first<StaffRow>(`SELECT ${COLUMNS} FROM platform.staff staff WHERE ${IN_REACH} AND id = $2`, [
      partners === 'all' ? null : partners,
      id,
    ]);
    if (!row) throw notFound('member of staff');
    return row;
  }
}

/** The same view for whoever has just changed it. */
@Injectable()
export class ReadChangedStaff extends ReadStaff {
  override readonly rule = {
    name: 'identity.changedStaffMember',
    sentence: 'See a member of staff after a change',
    permission: IdentityPermissions['staff.manage'],
  };
}
