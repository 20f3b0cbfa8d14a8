import { Injectable } from '@nestjs/common';
import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { type Act, Command, type CommandRule } from '@demarc/commands';
import { conflict, invalid } from '@demarc/kernel';
import { violatedConstraint } from '@demarc/persistence';
import {
  ArrayMaxSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';
import { CustomFieldEntity } from '../data/custom-field.entity.js';
import {
  CUSTOM_FIELD_ENTITIES,
  CUSTOM_FIELD_TYPES,
  type CustomFieldEntityKind,
  type CustomFieldType,
  PORTAL_USES,
  type PortalUse,
} from '../domain/custom-fields.js';
import { CATEGORIES, type CustomerCategory } from '../domain/customer-lifecycle.js';
import type { CustomFieldId } from '../domain/ids.js';
import { CrmPermissions } from '../permissions.js';
import { CustomerCategoryEnum } from './customer-details.input.js';

export const CustomFieldTypeEnum = {
  TEXT: 'text',
  INTEGER: 'integer',
  DECIMAL: 'decimal',
  BOOLEAN: 'boolean',
  DATE: 'date',
  CHOICE: 'choice',
} as const;
export const CustomFieldEntityEnum = {
  CUSTOMER: 'customer',
  SERVICE: 'service',
  PLAN: 'plan',
  ROUTER: 'router',
} as const;
export const PortalUseEnum = { HIDDEN: 'hidden', VIEW: 'view' } as const;
registerEnumType(CustomFieldTypeEnum, {
  name: 'CustomFieldType',
  description: 'What a custom field holds.',
  valuesMap: {
    TEXT: { description: 'Text of at most 2,000 characters.' },
    INTEGER: { description: 'A whole number, kept as text.' },
    DECIMAL: { description: 'An exact decimal, kept as text.' },
    BOOLEAN: { description: 'Yes or no.' },
    DATE: { description: 'A calendar date.' },
    CHOICE: { description: 'One of its options.' },
  },
});
registerEnumType(CustomFieldEntityEnum, {
  name: 'CustomFieldEntity',
  description: 'What a custom field belongs to.',
  valuesMap: {
    CUSTOMER: { description: 'Customers.' },
    SERVICE: { description: 'Services.' },
    PLAN: { description: 'Plans.' },
    ROUTER: { description: 'Routers.' },
  },
});
registerEnumType(PortalUseEnum, {
  name: 'PortalUse',
  description: 'What customers may do with a custom field in the portal.',
  valuesMap: { HIDDEN: { description: 'They do not see it.' }, VIEW: { description: 'They see it.' } },
});

@InputType({ isAbstract: true })
export abstract class CustomFieldDetailsInput {
  @Field(() => [String], { nullable: true, description: 'The choices of a CHOICE field, at most 200.' })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  options?: string[];

  @Field(() => Boolean, { nullable: true, description: 'Must every record have a value?' })
  @IsOptional()
  @IsBoolean()
  required?: boolean;

  @Field(() => String, { nullable: true, description: 'The value that a new record starts with.' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  defaultValue?: string | null;

  @Field(() => PortalUseEnum, { nullable: true, description: 'Do customers see it in the portal?' })
  @IsOptional()
  @IsIn(PORTAL_USES)
  portal?: PortalUse;

  @Field(() => Int, { nullable: true, description: 'Place among the fields, smallest first.' })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(10_000)
  position?: number;
}

@InputType({ description: 'A custom field to define.' })
export class DefineCustomFieldInput extends CustomFieldDetailsInput {
  @Field(() => CustomFieldEntityEnum, { description: 'What it belongs to.' })
  @IsIn(CUSTOM_FIELD_ENTITIES)
  entity: CustomFieldEntityKind;

  @Field(() => String, { description: 'Machine name: small letters, digits and `_`; it never changes.' })
  @Matches(/^[a-z][a-z0-9_]{0,62}$/, {
    message: '$property must be small letters, digits and _, and begin with a letter',
  })
  name: string;

  @Field(() => String, { description: 'What people see.' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  title: string;

  @Field(() => CustomFieldTypeEnum, { description: 'What it holds; it never changes.' })
  @IsIn(CUSTOM_FIELD_TYPES)
  type: CustomFieldType;

  @Field(() => CustomerCategoryEnum, {
    nullable: true,
    description: 'Only for persons or only for companies; all customers when absent.',
  })
  @IsOptional()
  @IsIn(CATEGORIES)
  category?: CustomerCategory | null;
}

@Injectable()
export class DefineCustomField extends Command<DefineCustomFieldInput, { customFieldId: CustomFieldId }> {
  readonly rule: CommandRule = {
    name: 'crm.defineCustomField',
    sentence: 'Define a custom field',
    permission: CrmPermissions['customField.manage'],
    risk: 'normal',
  };
  readonly input = DefineCustomFieldInput;

  async handle(input: DefineCustomFieldInput, act: Act): Promise<{ customFieldId: CustomFieldId }> {
    checkOptions(input.type, input.options ?? []);
    const customFieldId = act.newId<'CustomField'>();
    try {
      await act.manager.insert(CustomFieldEntity, {
        id: customFieldId,
        entity: input.entity,
        name: input.name,
        title: input.title,
        type: input.type,
        options: input.options ?? [],
        category: input.category ?? null,
        required: input.required ?? false,
        defaultValue: input.defaultValue ?? null,
        portal: input.portal ?? 'hidden',
        position: input.position ?? 0,
        archived: false,
      });
    } catch (error) {
      if (violatedConstraint(error) === 'uq_custom_field_name')
        throw conflict('NAME_TAKEN', `There is a custom field "${input.name}" already. Choose another name.`);
      throw error;
    }
    act.audit({ kind: 'custom_field', id: customFieldId }, `Custom field ${input.title} defined`);
    return { customFieldId };
  }
}

export function checkOptions(type: CustomFieldType, options: readonly string[]): void {
  if ((type === 'choice') === options.length > 0) return;
  const message = type === 'choice' ? 'a choice needs at least one option' : 'only a choice has options';
  throw invalid('OPTIONS_DO_NOT_FIT', 'The options do not fit the type of the field.', [{ field: 'options', message }]);
}
