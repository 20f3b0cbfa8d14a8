import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalRow, readExport, type ExportFile } from '../index.js';

const FOLDER = join(import.meta.dirname, '../../../test/router-exports');
const fileOf = (name: string): Buffer => readFileSync(join(FOLDER, name));
const rows = (file: ExportFile, menu: string) => file.menus.get(menu) ?? [];
const text = (...lines: readonly string[]): Buffer => Buffer.from(`${lines.join('\r\n')}\r\n`, 'latin1');
const only = (...lines: readonly string[]) => [...readExport(text('/ppp secret', ...lines)).menus.values()].flat();

describe('an export of RouterOS 6', () => {
  const file = readExport(fileOf('edge-ppp-v6.rsc'));

  it('says what it came from', () => {
    expect(file.header).toMatchObject({
      versionText: '6.49.10',
      writtenAt: '2026-03-15 04:12:07',
      model: 'CCR1036-12G-4S',
      softwareId: '4AH9-NH0E',
      serialNumber: '000000000000',
    });
  });

  it('gives every row of every menu, and leaves nothing over', () => {
    expect(file.notUnderstood).toEqual([]);
    expect(Object.fromEntries([...file.menus].map(([menu, list]) => [menu, list.length]))).toEqual({
      '/interface/bridge': 1,
      '/ip/pool': 1,
      '/ppp/profile': 6,
      '/ip/firewall/address-list': 3,
      '/ip/firewall/filter': 1,
      '/ppp/aaa': 1,
      '/ppp/secret': 17,
      '/system/identity': 1,
    });
    expect(rows(file, '/ppp/profile').at(-1)).toMatchObject({ verb: 'set', selector: { kind: 'id', id: '*FFFFFFFE' } });
    expect(rows(file, '/ppp/profile')[2]).toMatchObject({
      line: 15,
      lastLine: 16,
      values: { name: 'plan-3', 'rate-limit': '307200k/307200k', 'remote-address': 'ppp-pool' },
    });
    expect(rows(file, '/ip/firewall/filter')[0]?.values['dst-address-list']).toBe('!splynx-allowed-resources');
  });

  it('is read in the code page of whoever typed it, and keeps the octets', () => {
    expect(file.reading).toMatchObject({ how: 'guessed', codePage: 'windows-1250', sure: true });
    const second = rows(file, '/ppp/secret')[1];
    expect(second?.values['comment']).toBe('Chloé Ďurišová; id 6');
    expect(second?.octets.get('comment')?.toString('latin1')).toBe('Chlo\xE9 \xCFuri\x9Aov\xE1; id 6');
    const french = readExport(fileOf('edge-ppp-v6.rsc'), 'windows-1252');
    expect(french.reading.how).toBe('given');
    expect(rows(french, '/ppp/secret')[1]?.values['comment']).toBe('Chloé Ïurišová; id 6');
  });

  it('agrees with what the API says of the same secrets', () => {
    const api = JSON.parse(fileOf('api-ppp-secret.json').toString()) as Record<string, string>[];
    const told = rows(file, '/ppp/secret').map(({ values }) => canonicalRow('/ppp/secret', values));
    expect(told).toHaveLength(api.length);
    for (const [k, row] of api.entries()) {
      const { 'last-logged-out': _told, ...said } = canonicalRow('/ppp/secret', row);
      const exported = told[k] ?? {};
      // Letters that the code page lacks became question marks when they were typed.
      const asTyped = (exported['comment'] ?? '').replace(/[.*+^${}()|[\]\\]/g, '\\$&').replaceAll('?', '[^]');
      expect(said['comment'] ?? '').toMatch(new RegExp(`^${asTyped}$`, 'u'));
      expect({ ...exported, comment: '' }).toEqual({ ...said, comment: '' });
    }
  });
});

describe('an export of RouterOS 7', () => {
  const plain = readExport(fileOf('tower-dhcp-v7.rsc'));
  const terse = readExport(fileOf('tower-dhcp-v7-terse-sensitive.rsc'));

  it('says the same plain and terse, but for what plain ones hide', () => {
    expect(plain.notUnderstood).toEqual([]);
    expect(terse.notUnderstood).toEqual([]);
    expect([...plain.menus.keys()]).toEqual([...terse.menus.keys()]);
    for (const [menu, list] of plain.menus) {
      const told = rows(terse, menu).map(({ values: { password: _p, secret: _s, ...values } }) => values);
      expect(list.map(({ values }) => values)).toEqual(told);
    }
    expect(rows(terse, '/ip/hotspot/user').some(({ values }) => 'password' in values)).toBe(true);
  });

  it('is read as UTF-8, whatever the alphabet', () => {
    expect(plain.reading).toMatchObject({ how: 'utf-8', sure: true });
    expect(rows(plain, '/ip/dhcp-server/lease')[0]?.values['comment']).toBe('李小龙');
  });

  it('agrees with what the API says of the same static leases', () => {
    const api = JSON.parse(fileOf('api-dhcp-lease.json').toString()) as Record<string, string>[];
    const kept = api.filter(({ dynamic }) => dynamic === 'false');
    const said = kept.map((row) => {
      const { dynamic: _d, status: _s, blocked: _b, ...rest } = canonicalRow('/ip/dhcp-server/lease', row);
      return rest;
    });
    const told = rows(plain, '/ip/dhcp-server/lease').map(({ values }) =>
      canonicalRow('/ip/dhcp-server/lease', values),
    );
    expect(told.filter(({ address }) => address !== 'cust')).toEqual(said);
  });
});

describe('what a line may say', () => {
  it('ends as it does after transfers as text, wrapped or not', () => {
    const sent = ['/ppp secret', 'add comment="one \\', '    two" name=\\', '    anna', ''];
    const values = ['\n', '\r\n', '\r\r\n', '\r'].map((end) =>
      rows(readExport(Buffer.from(sent.join(end))), '/ppp/secret').map((row) => row.values),
    );
    for (const one of values) expect(one).toEqual([{ comment: 'one two', name: 'anna' }]);
  });

  it('wraps anywhere, also inside a quoted value, whose own blanks stay', () => {
    expect(
      only('add comment="one \\', '    two\\', '     three" name=\\', '    anna \\', '        password=x')[0],
    ).toMatchObject({
      line: 2,
      lastLine: 6,
      values: { comment: 'one two three', name: 'anna', password: 'x' },
    });
  });

  it('escapes: quotes, line ends, dollars, blanks, octets and backslashes', () => {
    const [row] = only('add comment="a \\"b\\" \\$c \\\\d\\r\\ne\\_f \\? \\E9" name=x\\_y');
    expect(row?.octets.get('comment')).toEqual(Buffer.from('a "b" $c \\d\r\ne f ? \xE9', 'latin1'));
    expect(row?.values['name']).toBe('x y');
  });

  it('a backslash at the end of a value is not a wrapped line', () => {
    expect(only('add name="a\\\\"', 'add name=b').map(({ values }) => values['name'])).toEqual(['a\\', 'b']);
  });

  it('selects rows by find, by id, by name, or by more', () => {
    const selectors = only(
      'set [ find default-name=ether1 ] disabled=yes',
      'set [find where name="a b" service=pppoe] disabled=yes',
      'set *1B name=x',
      'set "my name" name=y',
      'set [ find comment~"^x" ] name=z',
    ).map(({ selector }) => selector);
    expect(selectors).toEqual([
      { kind: 'find', where: { 'default-name': 'ether1' } },
      { kind: 'find', where: { name: 'a b', service: 'pppoe' } },
      { kind: 'id', id: '*1B' },
      { kind: 'name', name: 'my name' },
      { kind: 'expression', text: '[ find comment~"^x" ]' },
    ]);
  });

  it('unsets a field with a mark before it', () => {
    expect(only('add !rate-limit name=x')[0]).toMatchObject({ unset: ['rate-limit'], values: { name: 'x' } });
  });

  it('may name a menu either way, for itself alone or for what follows', () => {
    const file = readExport(
      text('/ip/hotspot/user/profile', 'add name=a', '/ip pool add name=p ranges=10.0.0.1', 'add name=b'),
    );
    expect(rows(file, '/ip/hotspot/user/profile').map(({ values }) => values['name'])).toEqual(['a', 'b']);
    expect(rows(file, '/ip/pool')).toHaveLength(1);
  });

  it('keeps remarks of the router', () => {
    const { remarks } = readExport(text('# by nobody', '/ip dns', '#error exporting /ip dns', 'set servers=1.1.1.1'));
    expect(remarks).toEqual([
      { line: 1, text: '# by nobody' },
      { line: 3, text: '#error exporting /ip dns' },
    ]);
  });
});

describe('what is not understood', () => {
  it('is listed with its lines, and never taken for configuration', () => {
    const file = readExport(
      text(
        'add name=homeless',
        '/ppp secret',
        'add name=good',
        ':foreach i in=[/ppp secret find] do={',
        '  /ppp secret add name=inside',
        '}',
        'add name=late $more ',
        'wobble name=x',
        'add name=open comment="never closed',
        'add name=[/system identity get name]',
        'add name=last \\',
      ),
    );
    expect(rows(file, '/ppp/secret').map(({ values }) => values['name'])).toEqual(['good', 'late', undefined]);
    expect(file.notUnderstood.map(({ line, why }) => [line, why])).toEqual([
      [1, 'it stands in no menu'],
      [4, 'a script, not configuration'],
      [5, 'inside a script'],
      [6, 'inside a script'],
      [7, 'words that are no field'],
      [8, 'no command of an export'],
      [9, 'a quote is not closed'],
      [10, 'words that are no field'],
      [11, 'the file ends here'],
    ]);
  });

  it('is no reason to fail: a file of anything is read', () => {
    for (const bytes of [Buffer.alloc(0), Buffer.from('\u0000\u0001\\'), Buffer.alloc(1_000, '{'), Buffer.from('"\\')])
      expect(() => readExport(bytes)).not.toThrow();
  });
});

describe('nothing of a file is lost', () => {
  const piece = fc.constantFrom(
    '/ppp secret',
    '/ip pool add name=a ranges=10.0.0.1',
    'add name=b',
    'set [ find name=x ] comment="a \\',
    '    b"',
    'add comment="open',
    'add name=\\',
    '    wrapped',
    ':if (true) do={',
    '}',
    '{',
    '# a remark',
    '#error',
    'what is this',
    'add name=$x y',
    '"',
    ']',
    '/UNREAD.able',
    'add \\E9=\\E9 name=\xE9',
    '',
  );

  it('whatever stands in it: each line is a row, a menu, a remark, or listed', () =>
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 25 }), (lines) => {
        const file = readExport(text(...lines));
        const told = [...[...file.menus.values()].flat(), ...file.notUnderstood];
        const covered = new Set(
          told.flatMap(({ line, lastLine }) => Array.from({ length: lastLine - line + 1 }, (_, k) => line + k)),
        );
        for (const { line } of file.remarks) covered.add(line);
        const lost = lines.filter((line, k) => line.trim() !== '' && !covered.has(k + 1));
        expect(lost.filter((line) => line !== '/ppp secret')).toEqual([]);
      }),
      { numRuns: 2_000 },
    ));
});

describe('the alphabet of a file', () => {
  const guess = (page: string, ...names: readonly string[]) => {
    const decoder = new TextDecoder(page);
    const octets = new Map(Array.from({ length: 256 }, (_, octet) => [decoder.decode(Uint8Array.of(octet)), octet]));
    const lines = names.map(
      (name) => `add name="${String.fromCharCode(...[...name].map((letter) => octets.get(letter) ?? 63))}"`,
    );
    return readExport(text('/ppp secret', ...lines));
  };

  it.each([
    ['windows-1250', ['Žofia Ďurišová', 'Jiří Dvořák', 'Łukasz Wójcik']],
    ['windows-1251', ['Іван Шевченко', 'Сергей Петров']],
    ['windows-1252', ['Désirée Lefèvre', 'François Garçon']],
    ['windows-1253', ['Γιώργος Παπαδόπουλος']],
    ['windows-1254', ['İbrahim Yıldız', 'Ayşe Çağlar']],
  ])('%s is recognised', (page, names) => {
    const file = guess(page, ...names);
    expect(file.reading.codePage).toBe(page);
    expect(rows(file, '/ppp/secret').map(({ values }) => values['name'])).toEqual(names);
  });

  it('is what a person says, also where the octets could be UTF-8, but a guess leaves UTF-8 alone', () => {
    const lines = text('/ppp secret', 'add name="\\E9\\9E\\9E"', 'add name="Dvo\\F8\\E1k \\9Aastn\\E1"');
    const names = (codePage?: string) =>
      rows(readExport(lines, codePage), '/ppp/secret').map(({ values }) => values['name']);
    expect(names('windows-1250')).toEqual(['éžž', 'Dvořák šastná']);
    expect(names()).toEqual(['鞞', 'Dvořák šastná']);
    expect(names('utf-8')).toEqual(['鞞', 'Dvo\\F8\\E1k \\9Aastn\\E1']);
  });

  it('that could be several is not called sure', () => {
    expect(guess('windows-1252', 'José').reading).toMatchObject({ how: 'guessed', sure: false });
  });
});
