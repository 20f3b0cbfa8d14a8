import { Injectable } from '@nestjs/common';
import { Field, InputType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule, IsRecordId } from '@demarc/commands';
import { RecordIdScalar } from '@demarc/graphql';
import { notFound } from '@demarc/kernel';
import { IsBoolean, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { CustomFieldEntity } from '../data/custom-field.entity.js';
import { changedFields } from '../domain/changed-fields.js';
import type { CustomFieldId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';
import { checkOptions, CustomFieldDetailsInput } from './define-custom-field.js';

@InputType({ description: 'Changes to a custom field; a missing field stays as it is. Name and type never change.' })
export class ChangeCustomFieldInput extends CustomFieldDetailsInput {
  @Field(() => RecordIdScalar, { description: 'The custom field.' })
  @IsRecordId()
  customFieldId: CustomFieldId;

  @Field(() => String, { nullable: true, description: 'What people see.' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  title?: string;

  @Field(() => Boolean, { nullable: true, description: 'An archived field is not shown or asked for; values stay.' })
  @IsOptional()
  @IsBoolean()
  archived?: boolean;
}

@Injectable()
export class ChangeCustomField extends Command<ChangeCustomFieldInput, { customFieldId: CustomFieldId }> {
  readonly rule: CommandRule = {
    name: 'crm.changeCustomField',
    sentence: 'Change a custom field',
    permission: CrmPermissions['customField.manage'],
    risk: 'normal',
  };
  readonly input = ChangeCustomFieldInput;

  async handle(input: ChangeCustomFieldInput, act: Act): Promise<{ customFieldId: CustomFieldId }> {
    const { customFieldId } = input;
    const field = await act.manager.findOne(CustomFieldEntity, {
      where: { id: customFieldId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!field) throw notFound('custom field');
    checkOptions(field.type, input.options ?? field.options);
    const changes = changedFields(field, {
      title: input.title ?? undefined,
      options: input.options ?? undefined,
      required: input.required ?? undefined,
      defaultValue: input.defaultValue,
      portal: input.portal ?? undefined,
      position: input.position ?? undefined,
      archived: input.archived ?? undefined,
    });
    if (Object.keys(changes).length === 0) return { customFieldId };
    await act.manager.update(
      CustomFieldEntity,
      { id: customFieldId },
      Object.fromEntries(Object.entries(changes).map(([name, change]) => [name, change.after])),
    );
    act.audit(
      { kind: 'custom_field', id: customFieldId },
      `Custom field ${field.title} changed: ${Object.keys(changes).join(', ')}`,
      changes,
    );
    return { customFieldId };
  }
}
