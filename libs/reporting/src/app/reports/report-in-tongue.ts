import type { Say } from '../../domain/texts/report-tongue.js';
import type { ReportChart, ReportColumn, ReportDefinition, ReportOption, ReportSource } from './report.js';

/** A report as its reader reads of it: titles and choices in the language of `say`. */
export function definitionIn(say: Say, definition: ReportDefinition): ReportDefinition {
  return {
    ...definition,
    title: say(definition.title),
    about: say(definition.about),
    ...(definition.options ? { options: definition.options.map((option) => optionIn(say, option)) } : {}),
  };
}

function optionIn(say: Say, option: ReportOption): ReportOption {
  const choices = option.choices?.map(({ value, title }) => ({ value, title: say(title) }));
  return { ...option, title: say(option.title), ...(choices ? { choices } : {}) };
}

/** The answer likewise: headings, words of ours in cells, pictures and notes. */
export function sourceIn<Source extends ReportSource>(say: Say, source: Source): Source {
  return {
    ...source,
    columns: source.columns.map((column) => columnIn(say, column)),
    ...(source.charts ? { charts: source.charts.map((chart) => chartIn(say, chart)) } : {}),
    ...(source.notes ? { notes: source.notes.map((note) => say(note)) } : {}),
  };
}

function columnIn(say: Say, column: ReportColumn): ReportColumn {
  const words = column.words && Object.entries(column.words).map(([value, text]) => [value, say(text)] as const);
  return { ...column, title: say(column.title), ...(words ? { words: Object.fromEntries(words) } : {}) };
}

function chartIn(say: Say, chart: ReportChart): ReportChart {
  if (!('totals' in chart)) return { ...chart, title: say(chart.title) };
  return { ...chart, title: say(chart.title), category: say(chart.category), measure: say(chart.measure) };
}

/** A cell: what is a word of ours is said in the language of the reader, alone or before a colon; data stays what it is. */
export function wordOf({ words }: Pick<ReportColumn, 'words'>, value: string): string {
  if (!words) return value;
  const [first = '', ...rest] = value.split(': ');
  return words[value] ?? [words[first] ?? first, ...rest].join(': ');
}
