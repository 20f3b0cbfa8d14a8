import 'reflect-metadata';
import { readSettings, type Settings } from '@demarc/config';
import type { CliCommand } from './cli/command.js';
import { commands } from './cli/commands.js';

/** `demarc <command> …`: what an operator does from a shell. Reports go to stdout, progress to stderr. */
async function main(args: readonly string[]): Promise<number> {
  const settings = readSettings(process.env);
  if (!settings.ok) {
    for (const fault of settings.faults) process.stderr.write(`${fault.name} ${fault.message}\n`);
    return 78;
  }
  return run(args, settings.value);
}

async function run(args: readonly string[], settings: Settings): Promise<number> {
  const command = commands.find((one) => one.name.split(' ').every((word, index) => args[index] === word));
  if (!command) {
    process.stderr.write(`Commands:\n${commands.map(help).join('\n')}\n`);
    return args.length === 0 || args[0] === 'help' ? 0 : 64;
  }
  return command.run(args.slice(command.name.split(' ').length), settings);
}

function help(command: CliCommand): string {
  return `  ${command.name.padEnd(20)} ${command.sentence}`;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    if (process.env['LOG_LEVEL'] === 'debug' && error instanceof Error) process.stderr.write(`${error.stack ?? ''}\n`);
    process.exit(1);
  },
);
