import { PaperPress, samplePaper } from '@demarc/billing';
import { atLeast, atMost, type Benchmark, type Finding, type Trial } from '../benchmark.ts';
import { median, quantile } from '../statistics.ts';
import { bareInvoice } from './bare-invoice.ts';

/** Each line of an invoice of ours takes two: 36 of them are two pages, as the 60 of the bare one are. */
const LINES = 36;
const MADE_AT = new Date('2026-01-01T00:00:00Z');

/** Invoices of two pages from a template, with an embedded font, in the thread that draws; beside bare pdfkit. */
export const pdf: Benchmark = {
  name: 'pdf',
  sentence:
    'Invoices of two pages as PDF: from a template with an embedded font, beside bare pdfkit with a standard font',
  run: measure,
};

async function measure({ quick, tell, signal }: Trial): Promise<Finding> {
  const press = new PaperPress();
  try {
    const order = samplePaper('invoice', 'en-GB', LINES);
    const draw = (): Promise<Buffer> => press.print([order], MADE_AT);
    const firstMs = await took(draw);
    const { bare, ours } = await interleaved(draw, quick ? 2 : 5, quick ? 500 : 2_000, tell, signal);
    const single: number[] = [];
    for (let at = 0; at < (quick ? 20 : 100) && !signal.aborted; at += 1) single.push(await took(draw));
    const pages = (await draw()).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
    if (pages !== 2) throw new Error(`the invoice has ${pages} pages, not two`);
    return {
      figures: [
        { what: 'bare pdfkit, standard font', value: Math.round(median(bare)), unit: '/s' },
        { what: 'ours, in its thread', value: Math.round(median(ours)), unit: '/s' },
        { what: 'the very first one, with the start of the thread', value: Math.round(firstMs), unit: 'ms' },
      ],
      goals: [
        atLeast('of bare pdfkit', Math.round((median(ours) / median(bare)) * 100) / 100, 0.3, '×'),
        atMost('one on demand, p95', Math.round(quantile(single, 0.95) * 10) / 10, 150, 'ms'),
      ],
    };
  } finally {
    await press.onApplicationShutdown();
  }
}

/** Turn by turn, so that both meet the same machine. */
async function interleaved(
  draw: () => Promise<Buffer>,
  turns: number,
  milliseconds: number,
  tell: Trial['tell'],
  signal: AbortSignal,
): Promise<{ bare: number[]; ours: number[] }> {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let turn = 1; turn <= turns && !signal.aborted; turn += 1) {
    bare.push(await rate(bareInvoice, milliseconds));
    ours.push(await rate(draw, milliseconds));
    tell(`turn ${turn}: bare ${Math.round(bare.at(-1) ?? 0)}/s, ours ${Math.round(ours.at(-1) ?? 0)}/s`);
  }
  return { bare, ours };
}

async function rate(draw: () => Promise<Buffer>, milliseconds: number): Promise<number> {
  const startedMs = performance.now();
  let drawn = 0;
  while (performance.now() - startedMs < milliseconds) {
    await draw();
    drawn += 1;
  }
  return (drawn / (performance.now() - startedMs)) * 1_000;
}

async function took(draw: () => Promise<Buffer>): Promise<number> {
  const startedMs = performance.now();
  await draw();
  return performance.now() - startedMs;
}
