import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import { notFound } from '@demarc/kernel';
import { NetworkingPermissions } from '../../../permissions.js';
import {
  checkTemplate,
  compileTemplate,
  gardenOf,
  isFact,
  type LineFault,
  type NasEntry,
  type NasType,
  reducesAccess,
  REJECT_MESSAGES,
  rejectCodeOf,
  renderReply,
  type ReplyEvent,
  type ReplyLine,
  type ReplySubject,
} from '../../../radius/index.js';
import { LoginWorlds } from '../../aaa/login-world.js';
import { fieldFaults } from './field-faults.js';

export interface PreviewQuestion {
  readonly nasType: NasType;
  readonly event: ReplyEvent;
  readonly source: string;
  /** Whose answer; left out: nobody's. */
  readonly serviceId?: string | null | undefined;
  /** Through which router; left out: only the template is checked. */
  readonly routerId?: string | null | undefined;
}

export interface ReplyPreview {
  readonly faults: readonly LineFault[];
  readonly lines: readonly ReplyLine[];
  /** What has to be known about it although it has no fault. */
  readonly warning: string | null;
}

/** What a template would say of a service, before it is kept. */
@Injectable()
export class PreviewReply extends Query<PreviewQuestion, ReplyPreview> {
  readonly rule: Rule = {
    name: 'networking.previewReply',
    sentence: 'Try a template on a service',
    permission: NetworkingPermissions['template.view'],
  };

  constructor(private readonly worlds: LoginWorlds) {
    super();
  }

  async answer(question: PreviewQuestion, { sql, actor }: Asking): Promise<ReplyPreview> {
    const { nasType, event, source } = question;
    const compiled = compileTemplate(source);
    const faults = [...checkTemplate(source, nasType, event), ...(await fieldFaults(sql, source))];
    if (!compiled.ok || question.routerId === null || question.routerId === undefined)
      return { faults, lines: [], warning: null };
    const facts = new Set([...compiled.value.uses].filter(isFact));
    const { nas, entry } = await this.worlds.subjectOf(
      question.routerId,
      question.serviceId ?? undefined,
      facts,
      sql,
      actor,
    );
    if (nas.vendor !== nasType) throw notFound('router of this NAS type');
    const rendered = renderReply(compiled.value, { ...circumstances(event, nas), nas, entry });
    return {
      faults: [...faults, ...rendered.faults.filter(({ line }) => !faults.some((fault) => fault.line === line))],
      lines: rendered.lines,
      warning: warningOf(event, reducesAccess(rendered)),
    };
  }
}

/** As they are when it comes to it: the list of the walled garden, how long the session lasts, who the member of staff is. */
function circumstances(event: ReplyEvent, nas: NasEntry): Omit<ReplySubject, 'nas' | 'entry'> {
  const list = /^reject_([0-4])$/.exec(event)?.[1];
  if (list !== undefined) {
    const number = Number(list) as 0 | 1 | 2 | 3 | 4;
    const code = rejectCodeOf(number);
    const garden = gardenOf(nas, { code, list: number });
    return {
      garden: garden?.list ?? { addressList: `Reject_${list}` },
      sessionSeconds: garden?.seconds,
      reject: { code, list: number, message: REJECT_MESSAGES[code] },
    };
  }
  if (event.startsWith('staff_')) return { staff: { login: 'staff', name: 'Staff' } };
  return { sessionSeconds: nas.options.sessionTimeoutSeconds };
}

function warningOf(event: ReplyEvent, reduces: boolean): string | null {
  if (reduces) return null;
  if (event.startsWith('reject_'))
    return 'This answer names no list, pool or filter: it would be full access, so the login is rejected instead.';
  if (event === 'block')
    return 'This answer names no list or filter: the session would go on as it is, so it is ended instead.';
  return null;
}
