import { describe, expect, it } from 'vitest';
import {
  firewallCommands,
  plainTlsValues,
  plainValues,
  radiusCommands,
  radsecCommands,
  sourceAddress,
} from './router-commands';

const facts = {
  server: '192.0.2.10',
  source: '192.0.2.1',
  secret: 'a-secret-of-sixteen',
  coaPort: 3799,
  interimSeconds: 300,
  blockedList: 'Reject_2',
};

describe('the commands for a router', () => {
  it('name the server, the source, the secret and the port', () => {
    const text = radiusCommands(facts);
    expect(text).toContain('add address=192.0.2.10 secret="a-secret-of-sixteen" service=ppp src-address=192.0.2.1');
    expect(text).toContain('set accept=yes port=3799');
    expect(text).toContain('require-message-auth=yes-for-request-resp');
    expect(firewallCommands(facts)).toContain('dst-port=3799 src-address=192.0.2.10 action=accept');
    expect(plainValues(facts)).toContain('192.0.2.10:1813/udp, interim updates every 300 s');
  });

  it('over TLS import the authority and the certificate, and use it', () => {
    const tls = { server: '192.0.2.10', name: 'tower-7', port: 2083, interimSeconds: 300 };
    const text = radsecCommands(tls);
    expect(text).toContain('import file-name=authority.crt');
    expect(text).toContain(
      'add address=192.0.2.10 protocol=radsec certificate=tower-7.crt_0 secret=radsec service=ppp',
    );
    expect(text).toContain('set use-radius=yes accounting=yes interim-update=300s');
    expect(plainTlsValues(tls)).toContain('192.0.2.10:2083/tcp');
  });

  it('take a single address as the source', () => {
    expect(sourceAddress(['203.0.113.0/24', '192.0.2.1/32'])).toBe('192.0.2.1');
    expect(sourceAddress(['203.0.113.0/24'])).toBe('0.0.0.0');
  });
});
