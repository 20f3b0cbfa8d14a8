import { Injectable } from '@nestjs/common';
import { type Act, Command, type CommandRule, IsListOf, IsRecordId } from '@demarc/commands';
import type { CustomFieldId } from '../domain/ids.js';
import { DefineCustomFieldInput } from './define-custom-field.js';
import { type ImportOutcome, MOST_IMPORT_ROWS, outcomeOf, sift } from './import-outcome.js';

export class ImportCustomFieldRow extends DefineCustomFieldInput {
  @IsRecordId()
  id: CustomFieldId;
}

export class ImportCustomFieldsInput {
  @IsListOf(() => ImportCustomFieldRow, { most: MOST_IMPORT_ROWS })
  rows: ImportCustomFieldRow[];
}

/** Custom fields of another system under ids that the caller keeps. The type of a field that exists is left as it is. */
@Injectable()
export class ImportCustomFields extends Command<ImportCustomFieldsInput, ImportOutcome> {
  readonly rule: CommandRule = {
    name: 'crm.importCustomFields',
    sentence: 'Import custom fields',
    permission: 'system',
    risk: 'normal',
  };
  readonly input = ImportCustomFieldsInput;

  async handle({ rows }: ImportCustomFieldsInput, act: Act): Promise<ImportOutcome> {
    const present = await act.sql.query<{ id: string; key: string }>(
      `SELECT id, entity || '/' || name AS key FROM crm.custom_field`,
    );
    const owners = new Map(present.map((row) => [row.key, row.id]));
    const { kept, refused } = sift(rows, (row) =>
      (owners.get(`${row.entity}/${row.name}`) ?? row.id) === row.id
        ? undefined
        : { code: 'NAME_TAKEN', sentence: `There is a custom field "${row.name}" already.` },
    );
    const written = await act.sql.query<{ added: boolean }>(
      `INSERT INTO crm.custom_field (id, entity, name, title, type, options, category, required, default_value, portal, position)
       SELECT id, entity, name, title, type, coalesce(options, '[]'), category, coalesce(required, false), "defaultValue", coalesce(portal, 'hidden'), coalesce(position, 0)
       FROM jsonb_to_recordset($1::jsonb) AS row (id uuid, entity text, name text, title text, type text, options jsonb, category text,
         required boolean, "defaultValue" text, portal text, position integer)
       ON CONFLICT (id) DO UPDATE SET title = excluded.title, options = excluded.options, required = excluded.required,
         default_value = excluded.default_value, portal = excluded.portal, position = excluded.position
       WHERE (custom_field.title, custom_field.options, custom_field.required, custom_field.default_value, custom_field.portal, custom_field.position)
         IS DISTINCT FROM (excluded.title, excluded.options, excluded.required, excluded.default_value, excluded.portal, excluded.position)
       RETURNING (xmax = 0) AS added`,
      [JSON.stringify(kept)],
    );
    act.audit({ kind: 'import', id: 'custom_fields' }, `${written.length} custom fields imported`);
    return outcomeOf(written, kept.length, refused);
  }
}
