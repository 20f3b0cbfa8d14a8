import { FirstStaff } from '@demarc/identity';
import { type CliCommand, withApp } from './command.js';

/** The one-time link with which the first member of staff makes their account. There is no default password. */
export const firstStaffLinkCommand: CliCommand = {
  name: 'first-staff-link',
  sentence: 'Make the one-time link for the first staff account (only while there is none).',
  async run(_args, settings) {
    const base = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    const link = await withApp(settings, (app) => app.get(FirstStaff).createLink(base));
    if (link === undefined) {
      process.stderr.write('There is a staff account already. Ask a super administrator for an invitation.\n');
      return 1;
    }
    process.stdout.write(`${link}\n`);
    return 0;
  },
};
