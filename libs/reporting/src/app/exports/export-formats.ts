export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf', 'hledger', 'zip'] as const;

export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8; header=present',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  hledger: 'text/plain; charset=utf-8',
  zip: 'application/zip',
};

export const ENDINGS: Readonly<Record<ExportFormat, string>> = {
  csv: 'csv',
  xlsx: 'xlsx',
  pdf: 'pdf',
  hledger: 'journal',
  zip: 'zip',
};
