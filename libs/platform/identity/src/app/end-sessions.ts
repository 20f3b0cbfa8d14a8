import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { holds } from '@demarc/access';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { IdentityPermissions } from '../permissions.js';
import { changeableStaff } from './rights.js';
import { endSession, endSessionsOf } from './session-store.js';

@InputType({ description: 'One session.' })
export class SessionInput {
  @Field(() => RecordIdScalar, { description: 'The session.' })
  @IsRecordId()
  sessionId: string;
}

/** Ends a session: one's own, or, with the right to manage staff, somebody else's. */
@Injectable()
export class EndSession extends Command<SessionInput, { ended: number }> {
  readonly rule: CommandRule = {
    name: 'identity.endSession',
    sentence: 'End a session',
    permission: null,
    risk: 'normal',
  };
  readonly input = SessionInput;

  async handle({ sessionId }: SessionInput, act: Act): Promise<{ ended: number }> {
    const session = await act.sql.first<{ subject_id: string }>(
      `SELECT subject_id FROM platform.session WHERE id = $1 AND subject_kind = 'staff' AND ended_at IS NULL`,
      [sessionId],
    );
    if (!session) throw notFound('session');
    await assertMayEnd(act, session.subject_id, 'session');
    const ended = await endSession(act.sql, sessionId, 'ended by hand', act.at);
    act.audit({ kind: 'staff', id: session.subject_id }, 'Ended a session');
    return { ended: ended ? 1 : 0 };
  }
}

@InputType({ description: 'Whose sessions.' })
export class EndSessionsInput {
  @Field(() => RecordIdScalar, { description: 'The member of staff.' })
  @IsRecordId()
  staffId: string;
}

/** Ends every session of somebody; of one's own all but the present one. */
@Injectable()
export class EndSessions extends Command<EndSessionsInput, { ended: number }> {
  readonly rule: CommandRule = {
    name: 'identity.endSessions',
    sentence: 'End all sessions of a member of staff',
    permission: null,
    risk: 'normal',
  };
  readonly input = EndSessionsInput;

  async handle({ staffId }: EndSessionsInput, act: Act): Promise<{ ended: number }> {
    await assertMayEnd(act, staffId, 'member of staff');
    const keep = act.actor.kind === 'staff' && act.actor.id === staffId ? act.actor.sessionId : undefined;
    const ended = await endSessionsOf(act.sql, 'staff', staffId, 'ended by hand', act.at, keep);
    act.audit({ kind: 'staff', id: staffId }, `Ended ${ended} sessions`);
    return { ended };
  }
}

async function assertMayEnd(act: Act, staffId: string, what: string): Promise<void> {
  if (act.actor.kind === 'staff' && act.actor.id === staffId) return;
  if (!holds(act.actor, IdentityPermissions['staff.manage'])) throw notFound(what);
  await changeableStaff(act, staffId, what);
}
