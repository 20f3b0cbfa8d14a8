import { currencyCode, localDate } from '@demarc/kernel';
import { describe, expect, it } from 'vitest';
import { REPORT_TEXTS, sayIn } from '../../domain/texts/report-tongue.js';
import { listOf } from '../exports/list-tables.js';
import { Parameters } from '../parameters.js';
import { REPORTS } from './all-reports.js';
import * as words from './report-words.js';
import type { ReportDefinition, ReportQuestion, ReportSource, Told } from './report.js';

const day = localDate('2026-01-31');
const question = (options: Record<string, string>): ReportQuestion => ({
  from: localDate('2026-01-01'),
  through: day,
  today: day,
  currency: currencyCode('EUR'),
  locale: 'en',
  timeZone: 'UTC',
  partnerIds: [],
  locationIds: [],
  customerId: null,
  options,
});

/** Every way to ask a report. */
function asked({ options = [] }: ReportDefinition): Record<string, string>[] {
  let all: Record<string, string>[] = [{}];
  for (const { name, kind, choices = [], usual } of options)
    if (kind === 'choice') all = all.flatMap((one) => choices.map(({ value }) => ({ ...one, [name]: value })));
    else if (usual !== undefined) all = all.map((one) => ({ ...one, [name]: usual }));
  return all;
}

/** What the sentence says when nothing, much, or less than nothing came together. */
function sentences({ sentence }: ReportSource): string[] {
  const said: string[] = [];
  for (const [count, minor] of [
    [0, 0n],
    [7, 5n],
    [7, -5n],
  ] as const) {
    let asked = 0n;
    const told: Told = {
      count,
      today: day,
      total: () => '1',
      minor: (key) => (key === 'credit_balance' ? (asked += 1n) : minor),
      say: (text) => (said.push(text), text),
    };
    sentence(told);
  }
  return said;
}

async function textsOfReports(): Promise<Set<string>> {
  const texts = new Set<string>();
  const nothing = { query: () => Promise.resolve([]), first: () => Promise.resolve(undefined) };
  const tools = { sql: nothing, futureCharges: { of: () => Promise.resolve([]), between: () => Promise.resolve([]) } };
  for (const report of REPORTS) {
    for (const text of [report.title, report.about]) texts.add(text);
    for (const { title, choices = [] } of report.options ?? [])
      for (const text of [title, ...choices.map((choice) => choice.title)]) texts.add(text);
    for (const options of asked(report)) {
      const source = await report.build(question(options), new Parameters(), tools as never);
      for (const column of source.columns)
        for (const text of [column.title, ...Object.values(column.words ?? {})]) texts.add(text);
      for (const chart of source.charts ?? [])
        for (const text of 'totals' in chart ? [chart.title, chart.category, chart.measure] : [chart.title])
          texts.add(text);
      for (const text of [...(source.notes ?? []), ...sentences(source)]) texts.add(text);
    }
  }
  return texts;
}

describe('texts of reports', () => {
  it('are there in every language, for every way to ask every report', async () => {
    const known = new Set(REPORT_TEXTS.map(([english]) => english));
    const wanted = await textsOfReports();
    expect(wanted.size).toBeGreaterThan(200);
    expect([...wanted].filter((text) => !known.has(text))).toEqual([]);
  });

  it('are there for the headings of exported lists, and for the words in cells', () => {
    const known = new Set(REPORT_TEXTS.map(([english]) => english));
    const headings = ['customers', 'invoices', 'credit-notes', 'payments', 'services'].flatMap((subject) => {
      const list = listOf(subject);
      return list ? [list.title, ...list.columns.map(({ title }) => title)] : [subject];
    });
    const cells = Object.values(words).flatMap((one) => Object.values(one));
    expect([...headings, ...cells].filter((text) => !known.has(text))).toEqual([]);
  });

  it('stand once each, are never empty, and fill in the same in every language', () => {
    expect(new Set(REPORT_TEXTS.map(([english]) => english)).size).toBe(REPORT_TEXTS.length);
    const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([one]) => one).sort();
    for (const [english, ...others] of REPORT_TEXTS)
      for (const text of others) {
        expect(text, english).not.toBe('');
        expect(holes(text), english).toEqual(holes(english));
      }
  });

  it('follow the language of a locale, and are English where there are no words of it', () => {
    const open = { count: 3, open: '5,00 €' };
    expect(sayIn('de-AT')('{count} invoices with {open} open.', open)).toBe('Rechnungen: 3, davon offen 5,00 €.');
    expect(sayIn('es-UY')('Trial balance')).toBe('Balance de comprobación');
    expect(sayIn('fr')('{count} invoices with {open} open.', open)).toBe('3 invoices with 5,00 € open.');
    expect(sayIn('ru')('A title of somebody’s own')).toBe('A title of somebody’s own');
  });
});
