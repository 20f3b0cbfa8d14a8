import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { Test } from '@nestjs/testing';
import { CrmModule } from '@demarc/crm';
import {
  getNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isObjectType,
} from 'graphql';
import { MODULE_METADATA } from '@nestjs/common/constants.js';
import { describe, expect, it } from 'vitest';
import { ReportingModule } from '../src/index.js';

type AnyClass = new (...args: never[]) => object;

async function schemaOf(...modules: AnyClass[]): Promise<GraphQLSchema> {
  const builder = await Test.createTestingModule({ imports: [GraphQLSchemaBuilderModule] }).compile();
  await builder.init();
  const resolvers = modules
    .flatMap((module) => Reflect.getMetadata(MODULE_METADATA.PROVIDERS, module) as AnyClass[])
    .filter((one) => typeof one === 'function' && one.name.endsWith('Resolver'));
  const schema = await builder.get(GraphQLSchemaFactory).create(resolvers as never[]);
  await builder.close();
  return schema;
}

// Enums are registered for the whole product, whoever uses them; these are the ones of crm and reporting.
const OUR_ENUMS = [
  'CustomerCategory',
  'CustomerLifecycle',
  'CustomFieldType',
  'CustomFieldEntity',
  'PortalUse',
  'LineRounding',
  'CustomerListSort',
  'BalanceSign',
  'SearchKind',
  'TimelineKind',
  'InvoiceState',
];

describe('the schema of crm and reporting', () => {
  it('documents every type, field, argument and value', async () => {
    const schema = await schemaOf(CrmModule, ReportingModule);
    const silent: string[] = [];
    for (const type of Object.values(schema.getTypeMap()).filter((one) => !one.name.startsWith('__'))) {
      if (!type.description && !['Query', 'Mutation'].includes(type.name)) silent.push(type.name);
      if (isEnumType(type) && OUR_ENUMS.includes(type.name))
        silent.push(
          ...type
            .getValues()
            .filter((value) => !value.description)
            .map((value) => `${type.name}.${value.name}`),
        );
      if (isObjectType(type)) {
        for (const field of Object.values(type.getFields())) {
          if (!field.description) silent.push(`${type.name}.${field.name}`);
          silent.push(
            ...field.args
              .filter((argument) => !argument.description)
              .map((argument) => `${type.name}.${field.name}(${argument.name})`),
          );
        }
      }
      if (isInputObjectType(type))
        silent.push(
          ...Object.values(type.getFields())
            .filter((field) => !field.description)
            .map((field) => `${type.name}.${field.name}`),
        );
    }
    expect(silent).toEqual([]);
    expect(Object.keys(schema.getQueryType()?.getFields() ?? {})).toEqual(
      expect.arrayContaining(['customer', 'me', 'customerList', 'search', 'timeline', 'homeFinance', 'invoiceTotals']),
    );
  });

  it('never shows a password or its hash', async () => {
    const schema = await schemaOf(CrmModule, ReportingModule);
    const shown = new Set(reached(schema).flatMap((type) => Object.keys(type.getFields())));
    const secret = [...shown].filter((name) => /password|secret/i.test(name));
    expect(secret.sort()).toEqual(['hasPassword', 'setPortalPassword']);
  });
});

/** The types that a question or a command leads to. */
function reached(schema: GraphQLSchema): GraphQLObjectType[] {
  const found = new Set<GraphQLObjectType>();
  const follow = (type: unknown): void => {
    if (!isObjectType(type) || found.has(type)) return;
    found.add(type);
    for (const field of Object.values(type.getFields())) follow(getNamedType(field.type));
  };
  follow(schema.getQueryType());
  follow(schema.getMutationType());
  return [...found];
}
