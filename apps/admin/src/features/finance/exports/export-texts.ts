import { defineCatalogue } from '@demarc/ui';

export const exportTexts = defineCatalogue('exports', {
  export: 'Export',
  CSV: 'CSV',
  XLSX: 'Spreadsheet (XLSX)',
  PDF: 'PDF',
  HLEDGER: 'hledger journal',
  title: 'Export',
  waiting: 'The file is being written.',
  progress: 'Rows written',
  progressText: '{{done}} of {{total}}',
  rows: '{{done}} rows',
  done: 'The file is ready.',
  doneText: 'It is kept for three days, for you alone.',
  download: 'Download {{name}}',
  failed: 'The file could not be written',
  close: 'Close',
});
