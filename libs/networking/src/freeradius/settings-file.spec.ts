import { expect, it } from 'vitest';
import { specimenNas } from '../../test/radius-specimens.js';
import { settingsFile } from './settings-file.js';

const PLACES = {
  listen: '0.0.0.0',
  folder: '/etc/freeradius/demarc',
  state: '/var/lib/demarc',
  stock: '/etc/freeradius/3.0',
  certificate: { key: '/k.pem', file: '/c.pem' },
};

it('names routers with all their addresses, and lets nothing of a secret be expanded', () => {
  const secret = Buffer.from('a"b\\c${confdir}');
  const text = settingsFile({
    ...PLACES,
    rest: { uri: 'http://127.0.0.1:1816', user: 'freeradius', password: 'p', authPort: 1812, acctPort: 1813 },
    routers: [specimenNas({ name: 'Tower 1', addresses: ['192.0.2.1', '198.51.100.0/28'], secret })],
  });
  expect(text).toContain('demarc_rest_uri = "http://127.0.0.1:1816"');
  expect(text).toContain('demarc_rest_auth_port = 1812');
  expect(text).toMatch(/client mikrotik-[0-9a-f]{6}\.Tower_1 \{\n\tipaddr = 192\.0\.2\.1\n/);
  expect(text).toMatch(/client mikrotik-[0-9a-f]{6}\.Tower_1-2 \{\n\tipaddr = 198\.51\.100\.0\/28\n/);
  expect(text.match(/secret = .*/g)).toEqual(Array(2).fill('secret = "a\\"b\\\\c\\${confdir}"'));
  expect(text).not.toContain('demarc_database');
});

it('leaves the routers to the tables where they are read by SQL', () => {
  const sql = { database: 'host=db user=demarc_freeradius', authPort: 1812, acctPort: 1813 };
  const text = settingsFile({ ...PLACES, sql, routers: [] });
  expect(text).toContain(`demarc_database = "host=db user=demarc_freeradius options='-c search_path=radius,public'"`);
  expect(text).toContain('demarc_read_clients = "yes"');
  expect(text).not.toContain('client ');
});
