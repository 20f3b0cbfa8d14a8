import { type Act } from '@demarc/commands';
import { type Actor, actorLabel, type Permission, type StaffActor, systemActor } from '@demarc/access';
import { asId } from '@demarc/kernel';
import type { ExportFormat } from './export-formats.js';

/** An export as it waits for its job, with the rights and the reach that whoever asked had. */
export interface StoredExport<Question extends object = object> {
  readonly id: string;
  readonly subject: string;
  readonly title: string;
  readonly format: ExportFormat;
  readonly question: Question;
  readonly requested_by_id: string | null;
  readonly requested_by: string;
  readonly permissions: Permission[];
  readonly partner_ids: string[] | null;
  readonly created_at: Date;
}

export interface NewExport {
  readonly subject: string;
  readonly title: string;
  readonly format: ExportFormat;
  readonly question: object;
  readonly contentHash?: string;
}

export async function storeExport(act: Act, wanted: NewExport): Promise<string> {
  const { actor } = act;
  const exportId = act.newId<'Export'>();
  const author = actorLabel(actor);
  const isPerson = actor.kind === 'staff' || actor.kind === 'api_key';
  await act.sql.execute(
    `INSERT INTO reporting.export (id, subject, title, format, question, content_hash, requested_by_id, requested_by, permissions, partner_ids, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      exportId,
      wanted.subject,
      wanted.title,
      wanted.format,
      JSON.stringify(wanted.question),
      wanted.contentHash ?? null,
      author.id,
      author.name,
      isPerson ? [...actor.permissions] : [],
      isPerson && actor.partners !== 'all' ? actor.partners : null,
      act.at,
    ],
  );
  return exportId;
}

/** Whoever asked, for the job that writes the file. */
export function actorOf(row: StoredExport): Actor {
  if (row.requested_by_id === null) return systemActor(row.requested_by);
  const actor: StaffActor = {
    kind: 'staff',
    id: asId<'Staff'>(row.requested_by_id),
    name: row.requested_by,
    permissions: new Set(row.permissions),
    partners: row.partner_ids === null ? 'all' : row.partner_ids.map((id) => asId<'Partner'>(id)),
    sessionId: asId<'Session'>(row.id),
  };
  return actor;
}
