import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { type Actor, actorLabel } from '@demarc/access';
import { partnersOf } from '@demarc/crm';
import { invalid, Refusal } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import { NetworkingPermissions } from '../../../permissions.js';
import { checkTemplate } from '../../../radius/index.js';
import { announceAccess } from '../../aaa/access-feed.js';
import { fieldFaults } from './field-faults.js';
import { DefineReplyTemplateInput, ReplyTemplateKeyInput } from './reply-template.input.js';

export interface DefinedTemplate {
  readonly templateId: string;
  readonly revision: number;
}

/** Writes what routers of a make are answered; the next login is answered so. A faulty template is not kept. */
@Injectable()
export class DefineReplyTemplate extends Command<DefineReplyTemplateInput, DefinedTemplate> {
  readonly rule: CommandRule = {
    name: 'networking.defineReplyTemplate',
    sentence: 'Write what routers are answered',
    permission: NetworkingPermissions['template.manage'],
    risk: 'normal',
  };
  readonly input = DefineReplyTemplateInput;

  async handle(input: DefineReplyTemplateInput, act: Act): Promise<DefinedTemplate> {
    requireScope(act.actor, input);
    const { nasType, event, source } = input;
    const faults = [...checkTemplate(source, nasType, event), ...(await fieldFaults(act.sql, source))];
    if (faults.length > 0)
      throw invalid(
        'TEMPLATE_FAULTY',
        `The template was not kept. Line ${faults[0]?.line}: ${faults[0]?.message}`,
        faults.map(({ line, message }) => ({ field: 'source', message: `Line ${line}: ${message}` })),
      );
    const kept = await this.keep(input, act);
    act.audit({ kind: 'reply_template', id: kept.templateId }, `Template of ${nasType} for ${event} written`, {
      nasType,
      event,
      partnerId: input.partnerId ?? null,
      source,
    });
    await announceAccess(act.sql, 'templates');
    return kept;
  }

  private async keep(input: DefineReplyTemplateInput, act: Act): Promise<DefinedTemplate> {
    try {
      const row = await act.sql.first<DefinedTemplate>(UPSERT, [
        act.newId<'ReplyTemplate'>(),
        input.partnerId ?? null,
        input.nasType,
        input.event,
        input.source,
        act.at,
        actorLabel(act.actor).name,
        input.revision ?? null,
      ]);
      if (!row) throw changedMeanwhile();
      return row;
    } catch (error) {
      if (violatedConstraint(error) === 'reply_template_partner_id_fkey')
        throw invalid('UNKNOWN_PARTNER', 'There is no such partner.', [
          { field: 'partnerId', message: 'does not exist' },
        ]);
      throw error;
    }
  }
}

/** Takes the operator's template away, so that the usual answer is given again. */
@Injectable()
export class RestoreUsualReply extends Command<ReplyTemplateKeyInput, { readonly restored: boolean }> {
  readonly rule: CommandRule = {
    name: 'networking.restoreUsualReply',
    sentence: 'Give routers the usual answer again',
    permission: NetworkingPermissions['template.manage'],
    risk: 'normal',
  };
  readonly input = ReplyTemplateKeyInput;

  async handle(input: ReplyTemplateKeyInput, act: Act): Promise<{ readonly restored: boolean }> {
    requireScope(act.actor, input);
    const key = [input.partnerId ?? null, input.nasType, input.event];
    const gone = await act.sql.first<{ id: string; source: string }>(
      `DELETE FROM networking.reply_template WHERE partner_id IS NOT DISTINCT FROM $1 AND nas_type = $2 AND event = $3
         AND ($4::int IS NULL OR revision = $4) RETURNING id, source`,
      [...key, input.revision ?? null],
    );
    if (!gone) {
      const known = await act.sql.first(
        'SELECT 1 FROM networking.reply_template WHERE partner_id IS NOT DISTINCT FROM $1 AND nas_type = $2 AND event = $3',
        key,
      );
      if (known) throw changedMeanwhile();
      return { restored: false };
    }
    act.audit({ kind: 'reply_template', id: gone.id }, `Usual answer of ${input.nasType} for ${input.event} restored`, {
      source: gone.source,
    });
    await announceAccess(act.sql, 'templates');
    return { restored: true };
  }
}

/** What holds for everybody is not for those who look after single partners. */
function requireScope(actor: Actor, { partnerId }: ReplyTemplateKeyInput): void {
  const partners = partnersOf(actor);
  if (partners === null) return;
  if (partnerId === undefined || partnerId === null)
    throw new Refusal(
      'forbidden',
      'PARTNER_NEEDED',
      'Choose a partner: what everybody is answered is for those who look after all partners.',
    );
  if (!partners.includes(partnerId))
    throw invalid('UNKNOWN_PARTNER', 'There is no such partner.', [{ field: 'partnerId', message: 'does not exist' }]);
}

function changedMeanwhile(): Refusal {
  return new Refusal('stale', 'CHANGED_MEANWHILE', 'Somebody has changed this template meanwhile. Look at it again.');
}

const UPSERT = `
  INSERT INTO networking.reply_template AS kept (id, partner_id, nas_type, event, source, changed_at, changed_by)
  SELECT $1, $2::uuid, $3, $4, $5, $6, $7 WHERE $8::int IS NULL OR $8 = 0 OR EXISTS (SELECT 1 FROM networking.reply_template other
    WHERE other.partner_id IS NOT DISTINCT FROM $2::uuid AND other.nas_type = $3 AND other.event = $4 AND other.revision = $8)
  ON CONFLICT ON CONSTRAINT one_template_an_event DO UPDATE SET source = excluded.source, changed_at = excluded.changed_at,
    changed_by = excluded.changed_by, fault = NULL, fault_line = NULL, fault_at = NULL, revision = kept.revision + 1
  WHERE $8::int IS NULL OR kept.revision = $8
  RETURNING id AS "templateId", revision`;
