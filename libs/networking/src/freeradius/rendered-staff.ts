import { hash } from 'node:crypto';
import {
  type AccessSnapshot,
  type NasEntry,
  type StaffLevel,
  staffLevelOn,
  type StaffLogin,
  staffReply,
} from '../radius/index.js';
import {
  check,
  clientName,
  type RenderedGroup,
  type RenderedLine,
  type RenderedLogin,
  type Rendering,
  STAFF_PREFIX,
  writtenReply,
} from './rendered-login.js';

/**
 * Staff on devices themselves, as rlm_sql reads them: what is said of single routers stands before what is said of kinds of them,
 * and the first group that fits is the answer. Where none fits there is none, and the site refuses.
 */
export function renderedStaff(staff: StaffLogin, { kinds, routers, templates }: Rendering): RenderedLogin {
  const single = routers.flatMap((nas) => {
    const level = staff.levels[nas.id] && staffLevelOn(staff, nas);
    const client: RenderedLine = { place: 'check', attribute: 'Demarc-Client', op: '==', value: clientName(nas) };
    return level ? [groupOf(client, staff, { nas, level, templates })] : [];
  });
  const general = kinds.flatMap(({ key, nas }) => {
    const level = staffLevelOn({ ...staff, levels: {} }, nas);
    const client: RenderedLine = { place: 'check', attribute: 'Demarc-Client', op: '=~', value: `^${key}\\.` };
    return level ? [groupOf(client, staff, { nas, level, templates })] : [];
  });
  return {
    serviceId: staff.staffId,
    usernames: [`${STAFF_PREFIX}${staff.login}`],
    lines: [check('Cleartext-Password', staff.password)],
    groups: [...single, ...general],
  };
}

interface Place {
  readonly nas: NasEntry;
  readonly level: StaffLevel;
  readonly templates: AccessSnapshot['templates'];
}

function groupOf(client: RenderedLine, staff: StaffLogin, { nas, level, templates }: Place): RenderedGroup {
  const lines = [
    client,
    check('Demarc-Level', level),
    ...writtenReply(staffReply(level, staff, nas, templates).attributes),
  ];
  return { name: `staff:${hash('sha256', JSON.stringify(lines), 'hex').slice(0, 16)}`, lines };
}
