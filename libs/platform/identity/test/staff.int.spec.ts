import { asId } from '@demarc/kernel';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ChangeStaffRoles, ChangeStaffScope, DisableStaff } from '../src/index.js';
import { HttpWorld, PASSWORD } from './http-world.js';

const INVITE =
  'mutation ($input: InviteStaffInput!) { inviteStaff(input: $input) { link staff { id state roles { name } } } }';
const ROLES =
  'mutation ($staffId: RecordId!, $roleIds: [RecordId!]!) { changeStaffRoles(input: { staffId: $staffId, roleIds: $roleIds }) { id roles { name } } }';
const SCOPE =
  'mutation ($input: ChangeStaffScopeInput!) { changeStaffScope(input: $input) { id everyPartner partnerIds } }';
const DISABLE = 'mutation ($id: RecordId!) { disableStaff(input: { staffId: $id }) { state } }';
const ENABLE = 'mutation ($id: RecordId!) { enableStaff(input: { staffId: $id }) { state } }';
const CREATE_ROLE =
  'mutation ($input: CreateRoleInput!) { createRole(input: $input) { id name permissions totpRequired } }';
const EDIT_ROLE = 'mutation ($input: EditRoleInput!) { editRole(input: $input) { id name permissions edited } }';
const DELETE_ROLE = 'mutation ($id: RecordId!) { deleteRole(input: { roleId: $id }) { roleId } }';

const PARTNER_A = asId<'Partner'>('00000000-0000-7000-9000-00000000000a');
const PARTNER_B = asId<'Partner'>('00000000-0000-7000-9000-00000000000b');

describe('staff and roles', () => {
  let house: HttpWorld;
  const role: Record<string, string> = {};

  beforeAll(async () => {
    house = await HttpWorld.open();
    for (const row of await house.world.rows<{ id: string; key: string }>('SELECT id, key FROM platform.role'))
      role[row.key] = row.id;
  });
  afterAll(async () => {
    expect(await house.world.violations()).toEqual([]);
    await house.close();
  });

  const invitation = (email: string, own: object = {}): object => ({
    input: { email, name: 'Ada Example', roleIds: [role['support']], everyPartner: true, partnerIds: [], ...own },
  });

  it('invites somebody, who chooses a password and is in', async () => {
    const owner = await house.signedIn(['super_administrator']);
    const invited = await owner.graphql(INVITE, invitation('ada@example.net'));
    expect(invited.data).toMatchObject({ inviteStaff: { staff: { state: 'INVITED', roles: [{ name: 'Support' }] } } });
    const link = String((invited.data['inviteStaff'] as { link: string }).link);
    const token = new URL(link).hash.replace('#token=', '');
    const ada = house.browser();
    expect((await ada.post('/auth/staff/accept-invitation', { token, password: 'short' })).code).toBe(
      'PASSWORD_TOO_WEAK',
    );
    expect((await ada.post('/auth/staff/accept-invitation', { token, password: 'Ada Example 12345678' })).code).toBe(
      'PASSWORD_TOO_WEAK',
    );
    expect((await ada.post('/auth/staff/accept-invitation', { token, password: PASSWORD })).body).toEqual({
      state: 'signed_in',
    });
    expect((await house.browser().post('/auth/staff/accept-invitation', { token, password: PASSWORD })).code).toBe(
      'LINK_NOT_VALID',
    );
    expect((await ada.get('/auth/session')).body).toMatchObject({ staff: { email: 'ada@example.net' } });
    expect((await owner.graphql(INVITE, invitation('ADA@example.net'))).code).toBe('EMAIL_TAKEN');
    const [message] = await house.world.rows<{ text: string; state: string }>(
      `SELECT state, message::text AS text FROM platform.message WHERE recipient = 'ada@example.net' AND purpose = 'staff invitation'`,
    );
    expect(message?.state).toBe('unsent');
    expect(message?.text).not.toContain(token);
  });

  it('does not let an old or expired invitation in', async () => {
    const owner = await house.signedIn(['super_administrator']);
    const invited = await owner.graphql(INVITE, invitation('late@example.net'));
    const { staff, link } = invited.data['inviteStaff'] as { staff: { id: string }; link: string };
    const again = await owner.graphql(
      'mutation ($id: RecordId!) { resendInvitation(input: { staffId: $id }) { link } }',
      { id: staff.id },
    );
    const newer = String((again.data['resendInvitation'] as { link: string }).link);
    const accept = (from: string): Promise<{ code: string | undefined }> =>
      house.browser().post('/auth/staff/accept-invitation', { token: new URL(from).hash.slice(7), password: PASSWORD });
    expect((await accept(link)).code).toBe('LINK_NOT_VALID');
    house.world.clock.advance(7 * 86_400_000);
    expect((await accept(newer)).code).toBe('LINK_NOT_VALID');
  });

  it('lets nobody hand on more than they hold', async () => {
    const administrator = await house.signedIn(['administrator']);
    expect(
      (await administrator.graphql(INVITE, invitation('up@example.net', { roleIds: [role['super_administrator']] })))
        .code,
    ).toBeUndefined();
    const keeper = await house.signedIn(['super_administrator']);
    const made = await keeper.graphql(CREATE_ROLE, {
      input: {
        name: 'People',
        permissions: [
          'IDENTITY_STAFF_VIEW',
          'IDENTITY_STAFF_MANAGE',
          'IDENTITY_ROLE_MANAGE',
          'IDENTITY_API_KEY_MANAGE',
        ],
        totpRequired: false,
      },
    });
    const people = String((made.data['createRole'] as { id: string }).id);
    const { id, email } = await house.staff(['support']);
    await keeper.graphql(ROLES, { staffId: id, roleIds: [people] });
    const small = house.browser();
    await small.post('/auth/staff/sign-in', { email, password: PASSWORD });
    expect((await small.graphql(INVITE, invitation('x@example.net', { roleIds: [role['administrator']] }))).code).toBe(
      'BEYOND_YOUR_RIGHTS',
    );
    expect(
      (await small.graphql(CREATE_ROLE, { input: { name: 'More', permissions: ['AUDIT_VIEW'], totpRequired: false } }))
        .code,
    ).toBe('BEYOND_YOUR_RIGHTS');
    expect((await small.graphql(EDIT_ROLE, { input: { roleId: people, permissions: ['AUDIT_VIEW'] } })).code).toBe(
      'BEYOND_YOUR_RIGHTS',
    );
    expect((await small.graphql(EDIT_ROLE, { input: { roleId: role['administrator'], name: 'Mine' } })).code).toBe(
      'BEYOND_YOUR_RIGHTS',
    );
    expect(
      (await small.graphql(EDIT_ROLE, { input: { roleId: role['super_administrator'], totpRequired: false } })).code,
    ).toBe('BEYOND_YOUR_RIGHTS');
    expect((await small.graphql(ROLES, { staffId: id, roleIds: [people] })).code).toBe('YOUR_OWN_RIGHTS');
    expect((await small.graphql(DISABLE, { id: administrator.staffId })).code).toBe('BEYOND_YOUR_RIGHTS');
    expect(
      (
        await small.graphql('mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }', {
          input: { name: 'k', permissions: ['AUDIT_VIEW'], everyPartner: true, partnerIds: [] },
        })
      ).code,
    ).toBe('BEYOND_YOUR_RIGHTS');
    expect(await house.world.rows(`SELECT 1 FROM platform.audit_entry WHERE code = 'BEYOND_YOUR_RIGHTS'`)).toHaveLength(
      7,
    );
  });

  it('keeps those of one partner to that partner', async () => {
    const admin = await house.signedIn(['administrator'], { partners: [PARTNER_A] });
    const same = await house.staff(['support'], { partners: [PARTNER_A] });
    const other = await house.staff(['support'], { partners: [PARTNER_B] });
    const everywhere = await house.staff(['support']);
    const seen = await admin.graphql('{ staffMembers(first: 200) { totalCount nodes { id } } }');
    const ids = (seen.data['staffMembers'] as { nodes: { id: string }[] }).nodes.map((node) => node.id);
    expect(ids).toContain(same.id);
    expect(ids).not.toContain(other.id);
    expect(ids).not.toContain(everywhere.id);
    const missing = await admin.graphql('query ($id: RecordId!) { staffMember(id: $id) { id } }', {
      id: '00000000-0000-7000-8000-00000000dead',
    });
    const foreign = await admin.graphql('query ($id: RecordId!) { staffMember(id: $id) { id } }', { id: other.id });
    expect(JSON.stringify(foreign.body)).toBe(JSON.stringify(missing.body));
    expect((await admin.graphql(DISABLE, { id: other.id })).code).toBe('NOT_FOUND');
    expect((await admin.graphql(SCOPE, { input: { staffId: same.id, everyPartner: true, partnerIds: [] } })).code).toBe(
      'BEYOND_YOUR_RIGHTS',
    );
    expect(
      (await admin.graphql(SCOPE, { input: { staffId: same.id, everyPartner: false, partnerIds: [PARTNER_B] } })).code,
    ).toBe('BEYOND_YOUR_RIGHTS');
    expect(
      (await admin.graphql(CREATE_ROLE, { input: { name: 'Global', permissions: [], totpRequired: false } })).code,
    ).toBe('BEYOND_YOUR_RIGHTS');
    expect((await admin.graphql(DISABLE, { id: same.id })).data).toEqual({ disableStaff: { state: 'DISABLED' } });
  });

  it('takes roles, scope and sessions away at once', async () => {
    const owner = await house.signedIn(['super_administrator']);
    const manager = await house.signedIn(['manager']);
    expect((await manager.graphql('{ roles { id } }')).code).toBeUndefined();
    await owner.graphql(ROLES, { staffId: manager.staffId, roleIds: [role['support']] });
    expect((await manager.graphql('{ roles { id } }')).code).toBe('NOT_PERMITTED');
    await owner.graphql(SCOPE, { input: { staffId: manager.staffId, everyPartner: false, partnerIds: [PARTNER_A] } });
    expect((await manager.get('/auth/session')).body).toMatchObject({ staff: { partners: [PARTNER_A] } });
    await owner.graphql(DISABLE, { id: manager.staffId });
    expect((await manager.get('/auth/session')).body).toEqual({ kind: 'nobody' });
    await owner.graphql(ENABLE, { id: manager.staffId });
    expect((await manager.get('/auth/session')).body).toEqual({ kind: 'nobody' });
  });

  it('tells other processes of a revocation within seconds', async () => {
    const elsewhere = await house.signedIn(['support']);
    expect((await elsewhere.get('/auth/session')).body['kind']).toBe('staff');
    const { default: pg } = await import('pg');
    const other = new pg.Client({ connectionString: house.world.database.appUrl });
    await other.connect();
    await other.query(
      `UPDATE platform.session SET ended_at = now(), ended_because = 'elsewhere' WHERE subject_id = '${elsewhere.staffId}'`,
    );
    await other.end();
    const kind = async (): Promise<unknown> => (await elsewhere.get('/auth/session')).body['kind'];
    await expect.poll(kind, { timeout: 5_000 }).toBe('nobody');
  });

  it('ends one session, or all others of one’s own', async () => {
    const one = await house.signedIn(['support']);
    const two = house.browser();
    await two.post('/auth/staff/sign-in', { email: one.email, password: PASSWORD });
    const stranger = await house.signedIn(['support']);
    const mine = await one.graphql('{ sessions { id current address } }');
    const other = (mine.data['sessions'] as { id: string; current: boolean }[]).find((session) => !session.current)?.id;
    const end = 'mutation ($id: RecordId!) { endSession(input: { sessionId: $id }) { ended } }';
    expect((await stranger.graphql(end, { id: other })).code).toBe('NOT_FOUND');
    expect((await one.graphql(end, { id: other })).data).toEqual({ endSession: { ended: 1 } });
    expect((await two.get('/auth/session')).body).toEqual({ kind: 'nobody' });
    await two.post('/auth/staff/sign-in', { email: one.email, password: PASSWORD });
    const all = await one.graphql('mutation ($id: RecordId!) { endSessions(input: { staffId: $id }) { ended } }', {
      id: one.staffId,
    });
    expect(all.data).toEqual({ endSessions: { ended: 1 } });
    expect((await one.get('/auth/session')).body['kind']).toBe('staff');
  });

  it('keeps the last super administrator, also when all are disabled at the same time', async () => {
    const apart = await HttpWorld.open();
    for (let number = 0; number < 5; number += 1) await apart.staff(['super_administrator']);
    const all = await apart.world.rows<{ id: string }>('SELECT id FROM platform.staff');
    const outcomes = await Promise.allSettled(all.map(({ id }) => apart.world.run(DisableStaff, { staffId: id })));
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(all.length - 1);
    expect(outcomes.find((outcome) => outcome.status === 'rejected')).toMatchObject({
      reason: { code: 'LAST_SUPER_ADMINISTRATOR' },
    });
    expect(await apart.world.violations()).toEqual([]);
    const [last] = await apart.world.rows<{ id: string }>(`SELECT id FROM platform.staff WHERE state = 'active'`);
    await expect(
      apart.world.run(ChangeStaffRoles, { staffId: last?.id, roleIds: [role['support']] }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const [support] = await apart.world.rows<{ id: string }>(`SELECT id FROM platform.role WHERE key = 'support'`);
    await expect(
      apart.world.run(ChangeStaffRoles, { staffId: last?.id, roleIds: [support?.id] }),
    ).rejects.toMatchObject({
      code: 'LAST_SUPER_ADMINISTRATOR',
    });
    await expect(
      apart.world.run(ChangeStaffScope, { staffId: last?.id, everyPartner: false, partnerIds: [] }),
    ).rejects.toMatchObject({
      code: 'LAST_SUPER_ADMINISTRATOR',
    });
    await apart.close();
  });

  it('changes, names and deletes own roles, and keeps the shipped ones', async () => {
    const owner = await house.signedIn(['super_administrator']);
    const made = await owner.graphql(CREATE_ROLE, {
      input: { name: 'Night desk', permissions: ['MESSAGING_MESSAGE_VIEW'], totpRequired: true },
    });
    expect(made.data).toMatchObject({
      createRole: { name: 'Night desk', permissions: ['MESSAGING_MESSAGE_VIEW'], totpRequired: true },
    });
    const id = String((made.data['createRole'] as { id: string }).id);
    expect(
      (await owner.graphql(CREATE_ROLE, { input: { name: 'night DESK', permissions: [], totpRequired: false } })).code,
    ).toBe('NAME_TAKEN');
    expect((await owner.graphql(EDIT_ROLE, { input: { roleId: id, permissions: ['AUDIT_VIEW'] } })).data).toMatchObject(
      { editRole: { permissions: ['AUDIT_VIEW'], edited: true } },
    );
    expect((await owner.graphql(DELETE_ROLE, { id: role['support'] })).code).toBe('SHIPPED_ROLE');
    expect(
      (await owner.graphql(EDIT_ROLE, { input: { roleId: role['super_administrator'], permissions: [] } })).code,
    ).toBe('HOLDS_EVERYTHING');
    const holder = await house.staff(['support']);
    await owner.graphql(ROLES, { staffId: holder.id, roleIds: [id] });
    expect((await owner.graphql(DELETE_ROLE, { id })).code).toBe('ROLE_IN_USE');
    await owner.graphql(ROLES, { staffId: holder.id, roleIds: [role['support']] });
    expect((await owner.graphql(DELETE_ROLE, { id })).data).toEqual({ deleteRole: { roleId: id } });
    const trail = await owner.graphql(
      'query ($id: String!) { auditLog(filter: { subjectId: $id }) { totalCount nodes { action outcome sentence changes actorName } } }',
      { id },
    );
    expect((trail.data['auditLog'] as { nodes: unknown[] }).nodes).toMatchObject([
      { action: 'identity.deleteRole', outcome: 'DONE' },
      { action: 'identity.editRole', changes: { granted: ['audit.view'], taken: ['messaging.message.view'] } },
      { action: 'identity.createRole' },
    ]);
  });

  it.each(['first: 0', 'first: 201', 'first: -1'])('refuses a page of %s rows', async (size) => {
    const owner = await house.signedIn(['super_administrator']);
    for (const list of ['auditLog', 'staffMembers', 'messages']) {
      expect((await owner.graphql(`{ ${list}(${size}) { totalCount } }`)).code).toBe('INVALID_PAGE');
    }
  });

  it.each(['after: "nonsense"', 'after: "WyJ4IiwieSJd"'])(
    'refuses a place in a list that it did not name itself: %s',
    async (place) => {
      const owner = await house.signedIn(['super_administrator']);
      for (const list of ['auditLog', 'staffMembers', 'messages']) {
        expect((await owner.graphql(`{ ${list}(${place}) { totalCount } }`)).code).toBe('INVALID_CURSOR');
      }
    },
  );

  it('reads the audit log page by page, without a gap or a repetition', async () => {
    const owner = await house.signedIn(['super_administrator']);
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const page: { data: Record<string, unknown> } = await owner.graphql(
        'query ($after: String) { auditLog(first: 7, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      const log = page.data['auditLog'] as {
        nodes: { id: string }[];
        pageInfo: { hasNextPage: boolean; endCursor: string };
      };
      seen.push(...log.nodes.map((node) => node.id));
      after = log.pageInfo.hasNextPage ? log.pageInfo.endCursor : null;
    } while (after !== null);
    const all = await house.world.rows<{ id: string }>(
      'SELECT id FROM platform.audit_entry ORDER BY at DESC, seq DESC',
    );
    expect(seen).toEqual(all.map((row) => row.id));
  });
});
