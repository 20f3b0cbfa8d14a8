import { FirstStaff } from '@demarc/identity';
import { type CliCommand, withApp } from './command.js';

/** The one-time link with which the first member of staff makes their account. There is no default password. */
export const firstStaffLinkCommand: CliCommand = {
  name: 'first-staff-link',
  sentence: 'Make the one-time link for the first staff account (only while there is none).',
  async run(_args, settings) {
    const token = await withApp(settings, (app) => app.get(FirstStaff).makeToken());
    if (token === undefined) {
      process.stderr.write('There is a staff account already. Ask a super administrator for an invitation.\n');
      return 1;
    }
    const base = settings.publicUrl ?? `http://${settings.host}:${settings.port}`;
    process.stdout.write(`${base}/admin/welcome?token=${token}\n`);
    return 0;
  },
};
