import { describe, expect, it } from 'vitest';
import { checkTemplate, drawPapers, type MarkedPaper, MarkupFault, renderTemplate } from './index.js';

const TEMPLATE = `<paper title="Invoice {{ number }}" author="{{ seller }}">
  <h1>Invoice {{ number }}</h1>
  <columns>
    <column><p muted="yes" look="small">From</p><p look="strong">{{ seller }}</p></column>
    <column><p>{{ buyer }}</p></column>
  </columns>
  <facts><fact label="{{ 'due' | t }}">16 January 2026</fact></facts>
  <table>
    <col width="4">Description</col><col align="right">Amount</col>
    {%- for line in lines %}
    <row><cell>{{ line.text }}</cell><cell>{{ line.amount | shout }}</cell></row>
    {%- endfor %}
  </table>
  <totals><total label="Total" strong="yes">€19.99</total></totals>
  <footer>Page {page} of {pages}</footer>
</paper>`;

const render = (rows: number, source = TEMPLATE, buyer = 'Ľubica Ñandú <script>'): MarkedPaper =>
  renderTemplate({
    source,
    texts: { due: 'Payable until' },
    filters: { shout: (value) => String(value).toUpperCase() },
    data: {
      number: '202601000012',
      seller: 'Example Network',
      buyer,
      lines: Array.from({ length: rows }, (_, index) => ({ text: `Fibre 100, line ${index}`, amount: `a${index}` })),
    },
  });
const madeAt = new Date('2026-01-01T00:00:00Z');
const draw = (rows: number): Promise<Buffer> => drawPapers([render(rows)], madeAt);
const pages = (pdf: Buffer): number => (pdf.toString('latin1').match(/\/Type \/Page\b/g) ?? []).length;
const faultOf = (source: string, rows = 1): { line: number; message: string } => {
  try {
    render(rows, source);
  } catch (error) {
    if (error instanceof MarkupFault) return { line: error.line, message: error.message };
    throw error;
  }
  throw new Error('the template has no fault');
};

describe('a template of a paper', () => {
  it('renders to blocks, and what is put in is text whatever it holds', () => {
    const paper = render(1, TEMPLATE, 'A </cell></row> & "B" {{ 7 }} <h1>');
    expect(paper.title).toBe('Invoice 202601000012');
    expect(paper.blocks.map((block) => block.kind)).toEqual(['text', 'columns', 'facts', 'table', 'totals']);
    expect(JSON.stringify(paper.blocks)).toContain('A </cell></row> & \\"B\\" {{ 7 }} <h1>');
    expect(paper.blocks[2]).toEqual({ kind: 'facts', facts: [{ label: 'Payable until', value: '16 January 2026' }] });
    expect(paper.blocks[3]).toMatchObject({ rows: [['Fibre 100, line 0', 'A0']] });
  });

  it('says the line of each fault: of the language, of the markup, of what a loop renders', () => {
    expect(faultOf(TEMPLATE.replace('{%- endfor %}', '')).line).toBe(10);
    expect(faultOf(TEMPLATE.replace('{{ buyer }}', '{{ nobody }}')).line).toBe(5);
    expect(faultOf(TEMPLATE.replace('| shout', '| whisper')).message).toContain('undefined filter: whisper');
    expect(faultOf(TEMPLATE.replace('</cell></row>', '</cell><cell>x</cell></row>'))).toEqual({
      line: 11,
      message: 'A row has 3 cells in a table of 2 columns.',
    });
    expect(faultOf(TEMPLATE.replace('<totals>', '<total>')).line).toBe(14);
    expect(faultOf(TEMPLATE.replace('<p>', '<p onclick="x">')).message).toBe('<p> has no attribute "onclick".');
    expect(() => checkTemplate('{% if %}')).toThrow(MarkupFault);
  });

  it('reads no file, no other template, and no prototype', () => {
    expect(faultOf(`<paper>{% include '/etc/passwd' %}</paper>`).message).toMatch(/ENOENT|not found|Failed to lookup/i);
    expect(faultOf(`<paper>{% render '../../package.json' %}</paper>`).message).toMatch(
      /ENOENT|not found|Failed to lookup/i,
    );
    expect(faultOf('<paper><p>{{ lines.constructor }}</p></paper>').message).toContain('undefined variable');
    expect(faultOf('<paper><p>{{ __proto__.polluted }}</p></paper>').message).toContain('undefined variable');
  });

  it('ends at its limits', () => {
    expect(faultOf('<paper><p>{% for a in (1..100000000) %}x{% endfor %}</p></paper>').message).toMatch(/limit/i);
    expect(
      faultOf(
        '<paper>{% assign a = "0123456789" %}{% for i in (1..40) %}{% assign a = a | append: a %}{% endfor %}</paper>',
      ).message,
    ).toMatch(/limit/i);
    expect(faultOf(' '.repeat(100_001)).message).toContain('at most');
  });
});

describe('a drawn paper', () => {
  it('is a PDF with an embedded font', async () => {
    const pdf = await draw(3);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.toString('latin1')).toContain('/FontFile2');
    expect(pages(pdf)).toBe(1);
  });

  it('goes on to as many pages as its lines need', async () => {
    expect(pages(await draw(100))).toBe(3);
  });

  it('gives the same bytes for the same document, also after others', async () => {
    const first = await draw(5);
    await drawPapers([render(40, TEMPLATE, 'Ωμέγα Пример Żółć')], madeAt);
    const [second, third] = await Promise.all([draw(5), draw(5)]);
    expect(first.equals(second)).toBe(true);
    expect(first.equals(third)).toBe(true);
  });

  it('several in one file number their pages each', async () => {
    expect(pages(await drawPapers([render(3), render(60)], madeAt))).toBe(3);
  });
});
