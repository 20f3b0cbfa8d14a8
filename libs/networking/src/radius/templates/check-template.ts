import { attributeByName } from '../codec/dictionary.js';
import { compileTemplate, type CompiledTemplate } from './compile-template.js';
import { renderReply } from './render-reply.js';
import type { ReplySubject } from './reply-subject.js';
import type { LineFault, NasType, ReplyEvent } from './reply-template.js';
import { isFact } from './variables.js';

/** A fact has a value of which nothing is known, so a line that says one is only tried when it is used. */
const ANY = '\u2e2e';

/**
 * Everything that is wrong with a template before it is used: read, and rendered for somebody who has everything and for
 * somebody who has nothing.
 */
export function checkTemplate(source: string, nasType: NasType, event: ReplyEvent): readonly LineFault[] {
  const compiled = compileTemplate(source);
  if (!compiled.ok) return compiled.error;
  const found = [richSubject(nasType, event, compiled.value), bareSubject(nasType)].flatMap((subject) =>
    renderReply(compiled.value, subject).faults.filter(({ message }) => !message.includes(ANY)),
  );
  const seen = new Set<string>();
  return found
    .filter(({ line, code }) => !seen.has(`${line}:${code}`) && seen.add(`${line}:${code}`))
    .sort((a, b) => a.line - b.line);
}

/** The names of attributes that fit what has been written of one, for the editor. */
export function isAttributeName(name: string): boolean {
  return attributeByName(name) !== undefined;
}

function bareSubject(nasType: NasType): ReplySubject {
  return { nas: { id: 'nas', name: 'nas', vendor: nasType, options: {} } };
}

function richSubject(nasType: NasType, event: ReplyEvent, { uses }: CompiledTemplate): ReplySubject {
  const rates = { download: 50_000_000, upload: 10_000_000 };
  const list = Number(/^reject_(\d)$/.exec(event)?.[1]) as 0 | 1 | 2 | 3 | 4;
  return {
    nas: {
      id: '00000000-0000-7000-8000-000000000001',
      name: 'router',
      vendor: nasType,
      options: {
        interimSeconds: 300,
        idleTimeoutSeconds: 600,
        activeAddressList: 'Active',
        blockedAddressList: 'Reject_2',
      },
    },
    entry: {
      serviceId: '00000000-0000-7000-8000-000000000002',
      customerId: '00000000-0000-7000-8000-000000000003',
      partnerId: '00000000-0000-7000-8000-000000000004',
      login: 'login',
      policy: {
        id: '00000000-0000-7000-8000-000000000005',
        rates,
        burst: { rate: rates, threshold: rates, seconds: 30 },
        guaranteed: rates,
        priority: 5,
        contention: 10,
        downloadProfile: 'down',
        uploadProfile: 'up',
        adjusted: { by: 'fair_use', name: 'rule' },
      },
      // Both, so that lines for either are tried.
      address: '198.51.100.7',
      pool: 'pool',
      routes: ['203.0.113.0/29'],
      framedIpv6Prefix: '2001:db8:1::/64',
      delegatedIpv6Prefix: '2001:db8:100::/56',
      delegatedIpv6Pool: 'pool6',
      macs: ['02:00:00:00:00:01'],
      simultaneousUse: 1,
      facts: Object.fromEntries([...uses].filter(isFact).map((path) => [path, ANY])),
    },
    sessionSeconds: 86_400,
    garden: { addressList: 'Reject', pool: 'reject' },
    ...(Number.isNaN(list) ? {} : { reject: { code: 'blocked', list, message: 'Service is blocked' } }),
    staff: { login: 'staff', name: 'Staff' },
  };
}
