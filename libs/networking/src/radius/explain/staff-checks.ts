import type { StaffLevel } from '../snapshot.js';
import type { CheckName, Passed } from './checks.js';

/** What is otherwise than for customers where staff log in to the device itself. */
export function failedForStaff(name: CheckName): string | undefined {
  switch (name) {
    case 'login':
      return 'Nobody of the staff logs in to devices by this name: they have no such log-in, or do not work here any more.';
    case 'place':
      return 'This member of staff may not log in to this device.';
    default:
      return undefined;
  }
}

const MAY: Readonly<Record<StaffLevel, string>> = {
  read: 'They may look at this device.',
  write: 'They may change this device.',
  full: 'They may do everything on this device.',
};
const NOTHING: Passed = {
  state: 'not_asked',
  sentence: 'Nothing hangs on it where staff log in to the device itself.',
};

export function passedForStaff(name: CheckName, level: StaffLevel | undefined): Passed | undefined {
  switch (name) {
    case 'login':
      return { state: 'passed', sentence: 'It is a log-in to the device itself, and the name is of the staff.' };
    case 'place':
      return { state: 'passed', sentence: level ? MAY[level] : 'They may log in to this device.' };
    case 'state':
    case 'device':
    case 'sessions':
      return NOTHING;
    default:
      return undefined;
  }
}
