import { Injectable } from '@nestjs/common';
import { type Asking, Query, type Rule } from '@demarc/commands';
import type { Sql } from '@demarc/persistence';
import type { CustomFieldEntityKind, CustomFieldRule, PortalUse } from '../domain/custom-fields.js';
import type { CustomFieldId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';

export interface ListedCustomField extends CustomFieldRule {
  readonly id: CustomFieldId;
  readonly entity: CustomFieldEntityKind;
  readonly portal: PortalUse;
  readonly position: number;
  readonly archived: boolean;
}

export interface CustomFieldQuestion {
  readonly entity?: CustomFieldEntityKind | undefined;
  readonly archived?: boolean | undefined;
}

/** The definitions of custom fields, in their order; archived ones only when asked for. */
@Injectable()
export class ListCustomFields extends Query<CustomFieldQuestion, readonly ListedCustomField[]> {
  readonly rule: Rule = {
    name: 'crm.listCustomFields',
    sentence: 'See the custom fields',
    permission: CrmPermissions['customer.view'],
  };

  answer(question: CustomFieldQuestion, { sql }: Asking): Promise<readonly ListedCustomField[]> {
    return listCustomFields(sql, question);
  }
}

/** For contexts whose own records have fields: who may see those records may see what their fields are called. */
export function listCustomFields(sql: Sql, question: CustomFieldQuestion): Promise<readonly ListedCustomField[]> {
  return sql.query<ListedCustomField>(
    `SELECT id, entity, name, title, type, options, category, required, default_value AS "defaultValue", portal, position, archived
     FROM crm.custom_field WHERE ($1::text IS NULL OR entity = $1) AND (NOT archived OR $2) ORDER BY entity, position, name LIMIT 1000`,
    [question.entity ?? null, question.archived ?? false],
  );
}
