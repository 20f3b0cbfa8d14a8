import { parseArgs } from 'node:util';
import { systemActor } from '@demarc/access';
import { Clock, parseLocalDate, RandomSource, type LocalDate } from '@demarc/kernel';
import {
  ImportSplynx,
  type ImportPreview,
  type ImportReport,
  openSplynxServer,
  type SignInKind,
  SourceError,
  SplynxDirectory,
  type SplynxSource,
} from '@demarc/migration';
import { type CliCommand, withApp } from './command.js';

const USAGE = `import splynx --dir FOLDER | --url https://HOST --key KEY --secret SECRET [--auth basic|signed|token]
  --auth            how to sign in; else by the first way that the server accepts
  --json            print the report alone, as JSON
  --dry-run         read, map and check; write nothing
  --name NAME       what this system is called in references (else the folder or the host)
  --currency EUR    the currency of its books, where no operator is set up yet
  --time-zone ZONE  the operator's zone, where no operator is set up yet
  --on YYYY-MM-DD   the day that overdue is judged on (else the day that the data shows)
  --rate N          requests a second against a live server, at most (4)
`;

interface Wanted {
  readonly dir: string | undefined;
  readonly server:
    | {
        readonly url: string;
        readonly key: string;
        readonly secret: string;
        readonly auth: SignInKind | undefined;
        readonly rate: number;
      }
    | undefined;
  readonly name: string | undefined;
  readonly currency: string | undefined;
  readonly timeZone: string | undefined;
  readonly snapshotOn: LocalDate | undefined;
  readonly isJson: boolean;
  readonly isDryRun: boolean;
}

/** Takes a provider over from Splynx: from a folder of its API's answers, or from the live server. */
export const importSplynxCommand: CliCommand = {
  name: 'import splynx',
  sentence: 'Import a Splynx system: --dir FOLDER, or --url --key --secret. --dry-run previews; --json for the report.',
  async run(args, settings) {
    const wanted = wantedOf(args);
    if (typeof wanted === 'string') {
      process.stderr.write(`${wanted}\n\n${USAGE}`);
      return 64;
    }
    return withApp(settings, async (app) => {
      try {
        const source = await openSource(wanted, app.get(Clock), app.get(RandomSource));
        try {
          const result = await app.get(ImportSplynx).run(source, {
            call: { actor: systemActor('import'), requestId: `import-${app.get(RandomSource).token(8)}` },
            currency: wanted.currency,
            timeZone: wanted.timeZone,
            snapshotOn: wanted.snapshotOn,
            isDryRun: wanted.isDryRun,
            progress: (line) => process.stderr.write(`${line}\n`),
          });
          const printed = result.kind === 'imported' ? result.report : result.preview;
          const text = result.kind === 'imported' ? reportText(result.report) : previewText(result.preview);
          process.stdout.write(wanted.isJson ? `${JSON.stringify(printed, null, 1)}\n` : text);
          return 0;
        } finally {
          await source.close();
        }
      } catch (error) {
        if (!(error instanceof SourceError)) throw error;
        process.stderr.write(`Nothing was imported.\n${error.message}\n`);
        return 65;
      }
    });
  },
};

async function openSource(wanted: Wanted, clock: Clock, random: RandomSource): Promise<SplynxSource> {
  if (wanted.server === undefined) return SplynxDirectory.open(wanted.dir ?? '.', wanted.name);
  const { url, key, secret, auth, rate } = wanted.server;
  return openSplynxServer(
    { url, credentials: { key, secret }, signIn: auth, requestsPerSecond: rate, name: wanted.name },
    clock,
    random,
  );
}

function wantedOf(args: readonly string[]): Wanted | string {
  let values: ReturnType<typeof parse>['values'];
  try {
    values = parse(args).values;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const { dir, url, key, secret, auth, name, currency } = values;
  const snapshotOn = values.on === undefined ? undefined : parseLocalDate(values.on);
  if ((dir === undefined) === (url === undefined)) return 'Give either --dir or --url.';
  if (url !== undefined && (!URL.canParse(url) || key === undefined || secret === undefined))
    return '--url needs a full address, with --key and --secret.';
  if (auth !== undefined && auth !== 'basic' && auth !== 'signed' && auth !== 'token')
    return '--auth is basic, signed or token.';
  if (values.on !== undefined && snapshotOn === undefined) return '--on needs a date such as 2026-03-15.';
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) return '--currency needs a code such as EUR.';
  const rate = Number(values.rate);
  if (!(rate > 0 && rate <= 100)) return '--rate is a number of requests a second, at most 100.';
  return {
    dir,
    server: url === undefined ? undefined : { url, key: key ?? '', secret: secret ?? '', auth, rate },
    name,
    currency,
    timeZone: values['time-zone'],
    snapshotOn,
    isJson: values.json,
    isDryRun: values['dry-run'],
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: {
      dir: { type: 'string' },
      url: { type: 'string' },
      key: { type: 'string' },
      secret: { type: 'string' },
      auth: { type: 'string' },
      name: { type: 'string' },
      currency: { type: 'string' },
      'time-zone': { type: 'string' },
      on: { type: 'string' },
      rate: { type: 'string', default: '4' },
      json: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
    },
  });
}

function reportText(report: ImportReport): string {
  const written = Object.entries(report.written).map(([entity, count]) => `${count} ${entity}`);
  const { balances, invoices, payments } = report;
  return [
    `${report.instance}, as of ${report.snapshot}`,
    `Written: ${written.length === 0 ? 'nothing; everything was there already' : written.join(', ')}`,
    `Balances: ${balances.sum_stored} stated, ${balances.sum_from_transactions} by its transactions, ${balances.sum_ledger} in the ledger here (${report.currency})`,
    `Open invoices: ${invoices.open_count} over ${invoices.open_due}; overdue ${invoices.overdue_count} over ${invoices.overdue_due}`,
    `Payments: ${payments.total}, of which ${payments.unapplied} not applied`,
    ...listed(
      'Not readable',
      Object.entries(report.not_readable).map(([name, reason]) => `${name}: ${reason}`),
    ),
    ...listed(
      'Changed in the source since, and left as they are here',
      report.changed_in_source.map((one) => `${one.entity} ${one.id}`),
    ),
    ...listed('Notes', report.notes),
    ...listed(
      'Exceptions',
      report.exceptions.map((one) => `${one.code} ${one.entity} ${one.id}: ${one.note}`),
    ),
    ...listed(
      'Older days that no invoice charges, there or here',
      report.unbilled.map((one) => `${one.code} ${one.kind} service ${one.id}: ${one.note}`),
    ),
    '',
  ].join('\n');
}

function previewText(preview: ImportPreview): string {
  return [
    `${preview.instance}, as of ${preview.snapshot}, in ${preview.currency}. Nothing was written.`,
    ...listed(
      'Would be written',
      Object.entries(preview.rows).map(([entity, { add, there }]) => `${entity}: ${add} new, ${there} there already`),
    ),
    ...listed(
      'Not readable',
      Object.entries(preview.not_readable).map(([name, reason]) => `${name}: ${reason}`),
    ),
    ...listed('Notes', preview.notes),
    ...listed(
      'Exceptions',
      preview.exceptions.map((one) => `${one.code} ${one.entity} ${one.id}: ${one.note}`),
    ),
    ...listed(
      'Older days that no invoice charges, there or here',
      preview.unbilled.map((one) => `${one.code} ${one.kind} service ${one.id}: ${one.note}`),
    ),
    '',
  ].join('\n');
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title} (${lines.length}):`, ...lines.map((line) => `  ${line}`)];
}
