import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { specimenEntry, specimenNas } from '../../../test/radius-specimens.js';
import { attributeName } from '../codec/dictionary.js';
import { checkTemplate } from './check-template.js';
import { type CompiledTemplate, compileTemplate } from './compile-template.js';
import { renderReply } from './render-reply.js';
import type { ReplySubject } from './reply-subject.js';
import type { LineFault, ReplyTemplate } from './reply-template.js';
import { ReplyTemplates } from './reply-templates.js';

const SUBJECT: ReplySubject = {
  nas: specimenNas({ options: { activeAddressList: 'Active' } }),
  entry: specimenEntry({
    routes: ['203.0.113.0/29', '203.0.113.8/29'],
    facts: { 'customer.name': 'Ana\nMikrotik-Group = full', 'customer.fields.vlan': 120, 'plan.name': 'Fibre 50' },
  }),
};

function compiled(source: string): CompiledTemplate {
  const made = compileTemplate(source);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

function rendered(source: string, subject: ReplySubject = SUBJECT): string[] {
  return renderedBy(compiled(source), subject);
}

function renderedBy(template: CompiledTemplate, subject: ReplySubject): string[] {
  const { lines, faults } = renderReply(template, subject);
  return [
    ...lines.map(({ name, value }) => `${name} = ${value}`),
    ...faults.map(({ line, code }) => `${line}! ${code}`),
  ];
}

const QUEUED: ReplySubject = {
  nas: specimenNas({ options: { writesQueues: true } }),
  entry: specimenEntry({ address: '198.51.100.7', nasId: specimenNas().id, hasQueue: true }),
};

describe('where a queue on the router has the speed', () => {
  const SAID =
    'Mikrotik-Rate-Limit = {{ policy.upload_bps }}/{{ policy.download_bps }}\nFilter-Id = {{ policy.download_kbps }}';

  it('no template says it, however it is written; what else it says of the plan stays', () => {
    expect(rendered(SAID, QUEUED)).toEqual(['Mikrotik-Rate-Limit = ', 'Filter-Id = 50000']);
    expect(
      renderReply(compiled(SAID), QUEUED).attributes.map(({ vendor, type }) => attributeName(vendor, type)),
    ).toEqual(['Filter-Id']);
  });

  it.each([
    ['was not read there', { entry: { ...specimenEntry(), ...QUEUED.entry, hasQueue: false } }],
    ['is on another router', { entry: { ...specimenEntry(), ...QUEUED.entry, nasId: 'another' } }],
    ['may not be written any more', { nas: specimenNas() }],
  ])('and one that %s has it not', (_why, more) => {
    expect(rendered(SAID, { ...QUEUED, ...more })[0]).toMatch(/^Mikrotik-Rate-Limit = \d+\/50000000$/);
  });
});

describe('a template', () => {
  it.each([
    ['a value', 'Framed-IP-Address = {{ addresses.ipv4 }}', ['Framed-IP-Address = 198.51.100.7']],
    ['a value within a text', 'Filter-Id = list-{{ nas.active_list }}', ['Filter-Id = list-Active']],
    ['an empty value', 'Framed-Pool = {{ addresses.pool }}', ['Framed-Pool = ']],
    [
      'a list, a line for each',
      'Framed-Route = {{ addresses.networks }}',
      ['Framed-Route = 203.0.113.0/29', 'Framed-Route = 203.0.113.8/29'],
    ],
    ['quotes and the operators of FreeRADIUS', 'filter-id += "Active"', ['Filter-Id = Active']],
    ['a remark and an empty line', '# remark\n\nFilter-Id = a', ['Filter-Id = a']],
    ['a condition on a line', '{% if service.macs %}Filter-Id = a{% endif %}', ['Filter-Id = ']],
    ['a name for a number', 'Service-Type = Framed-User', ['Service-Type = Framed-User']],
    [
      'a tag',
      'Tunnel-Type:1 = VLAN\nTunnel-Private-Group-Id:1 = {{ customer.fields.vlan }}',
      ['Tunnel-Type:1 = VLAN', 'Tunnel-Private-Group-Id:1 = 120'],
    ],
    [
      'conditions over lines, arithmetic and hexadecimal',
      '{% if customer.fields.vlan > 100 %}\nFilter-Id = v{{ customer.fields.vlan | hex: 4 }}\n{% else %}\nFilter-Id = x\n{% endif %}',
      ['Filter-Id = v0078'],
    ],
    [
      'a loop',
      '{% for net in addresses.networks %}\nFramed-Route = {{ net }} 0.0.0.0\n{% endfor %}',
      ['Framed-Route = 203.0.113.0/29 0.0.0.0', 'Framed-Route = 203.0.113.8/29 0.0.0.0'],
    ],
    [
      'a list within a condition',
      '{% if addresses.ipv4 %}\nFramed-Route = {{ addresses.networks }}\n{% endif %}',
      ['Framed-Route = 203.0.113.0/29', 'Framed-Route = 203.0.113.8/29'],
    ],
    [
      'a variable of its own',
      '{% assign half = policy.download_kbps | divided_by: 2 %}\nFilter-Id = {{ half }}k',
      ['Filter-Id = 25000k'],
    ],
    ['a line put together over two', 'Filter-Id = a\n{%- if addresses.ipv4 -%} b{% endif %}', ['Filter-Id = ab']],
  ])('takes %s', (_name, source, lines) => {
    expect(rendered(source)).toEqual(lines);
  });

  it('gives no attribute for a line end in a name', () => {
    const plain = rendered('Reply-Message = {{ customer.name }}');
    const liquid = rendered('{% if customer.name %}\nReply-Message = {{ customer.name | raw }}\n{% endif %}');
    expect(plain).toEqual(['Reply-Message = Ana Mikrotik-Group = full']);
    expect(liquid).toEqual(plain);
  });

  it('says the same whether it is put together plainly or by the engine', () => {
    const values = fc.record({
      name: fc.string({ maxLength: 60, unit: fc.constantFrom(...UNRULY) }),
      vlan: fc.nat(4_000),
    });
    const line = 'Filter-Id = v{{ customer.fields.vlan }}{{ customer.name }}.';
    const [plain, liquid] = [compiled(line), compiled(`{% if true %}\n${line}\n{% endif %}`)];
    fc.assert(
      fc.property(values, ({ name, vlan }) => {
        const facts = { 'customer.name': name, 'customer.fields.vlan': vlan };
        const subject = { ...SUBJECT, entry: specimenEntry({ facts }) };
        expect(renderedBy(plain, subject)).toEqual(renderedBy(liquid, subject));
      }),
      { numRuns: 100 },
    );
  });
});

/** What a name may be made of, when somebody means ill. */
const UNRULY = [
  ...'aZ0 ={}%|"\'#:;,.<>&\\é中',
  '\u{1f600}',
  '\n',
  '\r',
  '\0',
  '\x7f',
  '\x85',
  '\ue001',
  '\ue002',
  '1\ue0011',
];

const places = (source: string): string[] =>
  checkTemplate(source, 'mikrotik', 'accept').map(({ line, code }: LineFault) => `${line} ${code}`);

describe('saving', () => {
  it.each([
    ['an unknown attribute', 'Filter-Id = a\nMikrotik-Speed = 1', ['2 unknown_attribute']],
    ['what is no line', '\n\nhello', ['3 not_a_line']],
    ['a variable that there is not', 'Filter-Id = {{ customer.shoe }}', ['1 unknown_variable']],
    ['one in a tag', 'Filter-Id = a\n{% if policy.shoe > 3 %}\nFilter-Id = b\n{% endif %}', ['2 unknown_variable']],
    ['a filter that there is not', 'Filter-Id = a\nFilter-Id = {{ nas.name | shoe }}', ['2 unknown_filter']],
    ['an unfinished condition', 'Filter-Id = a\n{% if policy.priority %}\nFilter-Id = b', ['2 not_liquid']],
    ['a word for a number', 'Session-Timeout = soon', ['1 bad_value']],
    [
      'an address that is none',
      'Filter-Id = a\n{% if true %}\nFramed-IP-Address = 300.1.1.1\n{% endif %}',
      ['3 bad_value'],
    ],
    ['a speed where an address goes', 'Framed-IP-Address = {{ policy.download_kbps }}', ['1 bad_value']],
    ['too long a value', `Filter-Id = ${'x'.repeat(254)}`, ['1 too_long']],
    ['too long a value of a vendor', `Mikrotik-Group = ${'x'.repeat(248)}`, ['1 too_long']],
    ['what the server sets itself', 'Class = x\nUser-Password = y', ['1 reserved_attribute', '2 reserved_attribute']],
    ['a name that is put together', '{{ nas.name }} = 1', ['1 not_a_line']],
    ['one within a condition', '{% if true %}\n{{ nas.name }} = 1\n{% endif %}', ['2 unknown_attribute']],
    ['a file', "{% include 'x' %}", ['1 not_liquid']],
  ])('refuses %s, with its line', (_name, source, faults) => {
    expect(places(source)).toEqual(faults);
  });

  it('takes a fact of which nothing is known, wherever it is named', () => {
    expect(places('Framed-IP-Address = {{ customer.fields.address }}\nFilter-Id = {{ customer.name }}')).toEqual([]);
  });
});

describe('the templates in force', () => {
  const template = (changes: Partial<ReplyTemplate>): ReplyTemplate => ({
    id: 'template-1',
    nasType: 'mikrotik',
    event: 'accept',
    source: 'Filter-Id = everybody',
    ...changes,
  });
  const names = (templates: ReplyTemplates, subject = SUBJECT): string[] =>
    templates.reply('accept', subject).attributes.map(({ vendor, type }) => attributeName(vendor, type));

  it('are those of the customer’s partner, then those of everybody, then the usual ones', () => {
    const ours = template({ id: 'ours', partnerId: 'p1', source: 'Filter-Id = ours' });
    const templates = new ReplyTemplates([template({}), ours, template({ nasType: 'huawei', id: 'other' })]);
    const by = (partnerId: string | undefined): string | undefined =>
      templates.reply('accept', {
        ...SUBJECT,
        entry: specimenEntry(partnerId === undefined ? {} : { partnerId }),
      }).templateId;
    expect([by('p1'), by('p2'), by(undefined)]).toEqual(['ours', 'template-1', 'template-1']);
    expect(new ReplyTemplates([ours]).reply('accept', SUBJECT).templateId).toBeUndefined();
  });

  it('give the usual answer and say so when one fails in use', () => {
    const told: string[] = [];
    const failing = template({ source: 'Filter-Id = a\nFramed-IP-Address = {{ customer.name }}' });
    const templates = new ReplyTemplates(
      [failing],
      ({ id }, { line, code }) => void told.push(`${id} ${line} ${code}`),
    );
    expect(names(templates)).toEqual(names(new ReplyTemplates()));
    expect(told).toEqual(['template-1 2 bad_value']);
    expect(templates.reply('accept', SUBJECT).fellBack).toMatchObject({ templateId: 'template-1', fault: { line: 2 } });
  });

  it('give the usual answer when one takes too long', () => {
    const endless = '{% for a in (1..100000) %}{% for b in (1..100000) %}{% endfor %}{% endfor %}\nFilter-Id = a';
    expect(names(new ReplyTemplates([template({ source: endless })]))).toEqual(names(new ReplyTemplates()));
  });

  it('name the facts that have to be known', () => {
    const source = 'Filter-Id = {{ customer.fields.vlan }}{{ plan.name }}{{ service.login }}';
    expect([...new ReplyTemplates([template({ source })]).facts]).toEqual(['customer.fields.vlan', 'plan.name']);
  });
});
