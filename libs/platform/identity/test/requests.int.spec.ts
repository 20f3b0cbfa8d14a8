import { Controller, Get, Module } from '@nestjs/common';
import { Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allows, allPermissions, Runs } from '@demarc/access';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assertEveryRouteIsDeclared, IdentityPermissions, permissionReference, routesOf } from '../src/index.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { StaffMemberView } from '../src/api/staff.view.js';
import { HttpWorld, PASSWORD } from './http-world.js';

const END = 'mutation ($id: RecordId!) { endSession(input: { sessionId: $id }) { ended } }';

/** A higher context that adds a field to a type of this one. */
@Resolver(() => StaffMemberView)
class AddedFieldResolver {
  @Allows(IdentityPermissions['apiKey.view'])
  @ResolveField(() => String, { description: 'A field for holders of a right.' })
  guarded(): string {
    return 'seen';
  }
}

@Module({ providers: [AddedFieldResolver] })
class AddedModule {}

describe('requests', () => {
  let house: HttpWorld;
  beforeAll(async () => {
    house = await HttpWorld.open({ modules: [AddedModule] });
  });
  afterAll(async () => {
    expect(await house.world.violations()).toEqual([]);
    await house.close();
  });

  it('that change something and lean on a cookie come from a page of ours', async () => {
    const browser = await house.signedIn(['support']);
    const id = '00000000-0000-7000-8000-00000000dead';
    const host = await hostOf(house);
    const tried = async (headers: Record<string, string>): Promise<string | undefined> =>
      (await browser.graphql(END, { id }, headers)).code;
    expect(await tried({})).toBe('NOT_FOUND');
    expect(await tried({ origin: `http://${host}` })).toBe('NOT_FOUND');
    expect(await tried({ 'sec-fetch-site': 'same-origin' })).toBe('NOT_FOUND');
    expect(await tried({ 'x-demarc-app': '' })).toBe('FOREIGN_SITE');
    expect(await tried({ origin: 'https://evil.example' })).toBe('FOREIGN_SITE');
    expect(await tried({ origin: 'null' })).toBe('FOREIGN_SITE');
    expect(await tried({ 'sec-fetch-site': 'cross-site' })).toBe('FOREIGN_SITE');
    expect(await tried({ 'sec-fetch-site': 'same-site' })).toBe('FOREIGN_SITE');
    expect((await browser.post('/auth/staff/sign-out', {}, { origin: 'https://evil.example' })).code).toBe(
      'FOREIGN_SITE',
    );
    expect((await browser.get('/auth/session')).body['kind']).toBe('staff');
    expect(await house.world.rows(`SELECT 1 FROM platform.audit_entry WHERE code = 'FOREIGN_SITE'`)).toHaveLength(6);
  });

  it('of another site cannot sign anybody in', async () => {
    const { email } = await house.staff(['support']);
    const answer = await house
      .browser({})
      .post('/auth/staff/sign-in', { email, password: PASSWORD }, { origin: 'https://evil.example' });
    expect(answer).toMatchObject({ status: 403, code: 'FOREIGN_SITE' });
  });

  it('by GET change nothing', async () => {
    const browser = await house.signedIn(['support']);
    const query = encodeURIComponent(
      'mutation { changeOwnPassword(input: { currentPassword: "a", newPassword: "b" }) { changed } }',
    );
    const answer = await browser.get(`/graphql?query=${query}`, { 'apollo-require-preflight': '1' });
    expect(answer.status).toBeGreaterThanOrEqual(400);
  });

  it('of one app are not answered for the other app’s cookie', async () => {
    const browser = await house.signedIn(['support']);
    expect((await browser.get('/auth/session', { 'x-demarc-app': 'portal' })).body).toEqual({ kind: 'nobody' });
    expect((await browser.get('/auth/session', { 'x-demarc-app': '' })).body['kind']).toBe('staff');
  });

  it('carry an id that is safe in logs', async () => {
    const idOf = async (given: string): Promise<string> => {
      const server = house.server.getHttpServer() as { address(): { port: number } };
      const answer = await fetch(`http://127.0.0.1:${server.address().port}/auth/session`, {
        headers: { 'x-request-id': given },
      });
      return answer.headers.get('x-request-id') ?? '';
    };
    expect(await idOf('abc-12345.x')).toBe('abc-12345.x');
    expect(await idOf('x')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await idOf('a"injected" b=c; drop')).toMatch(/^[0-9a-f-]{36}$/);
  });

  it('reach nothing that is not declared, and the start says what that is', async () => {
    expect(() => assertEveryRouteIsDeclared(house.server)).not.toThrow();
    const routes = routesOf(
      house.server.get(DiscoveryService, { strict: false }),
      house.server.get(MetadataScanner, { strict: false }),
    );
    const names = routes.map((route) => route.route);
    expect(names).toEqual(
      expect.arrayContaining([
        'POST /auth/staff/sign-in',
        'GET /auth/session',
        'Query.auditLog',
        'Mutation.inviteStaff',
        'StaffMember.guarded',
      ]),
    );
    expect(names).toHaveLength(new Set(names).size);
  });

  it('stop the start when a handler declares nothing, or names what is no command', async () => {
    @Controller('open')
    class OpenController {
      @Get('door')
      door(): string {
        return 'open';
      }
    }
    @Resolver()
    class OpenResolver {
      @Query(() => String, { description: 'Open.' })
      @Runs(OpenController)
      strange(): string {
        return '';
      }

      @ResolveField(() => String)
      field(): string {
        return '';
      }
    }
    const { Test } = await import('@nestjs/testing');
    const { DiscoveryModule } = await import('@nestjs/core');
    const app = await Test.createTestingModule({
      imports: [DiscoveryModule],
      controllers: [OpenController],
      providers: [OpenResolver],
    }).compile();
    expect(() => assertEveryRouteIsDeclared(app)).toThrow(
      /GET \/open\/door \(OpenController\.door\) declares nothing[\s\S]*Query\.strange[\s\S]*is no command/,
    );
    expect(() => assertEveryRouteIsDeclared(app)).toThrow(/field \(OpenResolver\.field\) declares nothing/);
    await app.close();
  });

  it('see a guarded field only with its right', async () => {
    const query = '{ staffMembers { nodes { id guarded } } }';
    expect((await (await house.signedIn(['administrator'])).graphql(query)).data).toMatchObject({
      staffMembers: { nodes: expect.arrayContaining([expect.objectContaining({ guarded: 'seen' })]) as unknown },
    });
    expect((await (await house.signedIn(['manager'])).graphql(query)).code).toBe('NOT_PERMITTED');
  });

  it('of nobody, of the unentitled and of the entitled are told apart', async () => {
    expect((await house.browser().graphql('{ roles { name } }')).code).toBe('SIGN_IN_NEEDED');
    expect((await (await house.signedIn(['support'])).graphql('{ roles { name } }')).code).toBe('NOT_PERMITTED');
    const seen = await (
      await house.signedIn(['administrator'])
    ).graphql('{ roles { name holdsAll permissions } permissionCatalogue { permission name sentence } }');
    expect(seen.data['roles']).toHaveLength(7);
    expect(seen.data['permissionCatalogue']).toHaveLength(allPermissions().length);
    expect(seen.data['permissionCatalogue']).toContainEqual({
      permission: 'AUDIT_VIEW',
      name: 'audit.view',
      sentence: 'Read the audit log.',
    });
  });

  it('have Secure cookies with the __Host- prefix where people come by https', async () => {
    const behind = await HttpWorld.open({ env: { PUBLIC_URL: 'https://isp.example' } });
    const { email } = await behind.staff(['support']);
    const browser = behind.browser();
    const answer = await browser.post(
      '/auth/staff/sign-in',
      { email, password: PASSWORD },
      { origin: 'https://isp.example' },
    );
    expect(answer.cookies.find((line) => line.startsWith('__Host-demarc_staff='))).toMatch(
      /; Path=\/.*HttpOnly; Secure; SameSite=Strict/,
    );
    expect((await browser.get('/auth/session')).body['kind']).toBe('staff');
    expect((await browser.post('/auth/staff/sign-out', {}, { origin: 'http://isp.example' })).code).toBe(
      'FOREIGN_SITE',
    );
    await behind.close();
  });

  it('are described: the reference names every permission, its sentence and its first holders', () => {
    const page = permissionReference();
    for (const declared of allPermissions())
      expect(page).toContain(`| \`${declared.permission}\` | ${declared.sentence} |`);
    expect(page).toContain('## identity');
  });
});

async function hostOf(house: HttpWorld): Promise<string> {
  const url = new URL(await house.server.getUrl());
  return url.host;
}
