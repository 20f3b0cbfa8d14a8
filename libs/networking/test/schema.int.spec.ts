import { NestFactory } from '@nestjs/core';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { PlanView, ServiceView } from '@demarc/billing';
import { CustomerView } from '@demarc/crm';
import { isEnumType, printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { AccessResolver, PlanPolicyResolver, ServiceAccessResolver } from '../src/api/access.resolver.js';
import { AddressPoolResolver } from '../src/api/address.resolver.js';
import { CgnatResolver, WhoHadResolver } from '../src/api/cgnat.resolver.js';
import { RouterResolver } from '../src/api/router.resolver.js';
import { CustomerNetworkResolver, SessionResolver } from '../src/api/session.resolver.js';
import { CustomerUsageResolver, ServiceUsageResolver, UsageResolver } from '../src/api/usage.resolver.js';

it('the network’s part of the schema builds, says what each field is, and shows no secret', async () => {
  const app = await NestFactory.create(GraphQLSchemaBuilderModule, { logger: false });
  await app.init();
  const schema = await app
    .get(GraphQLSchemaFactory)
    .create(
      [
        RouterResolver,
        AddressPoolResolver,
        CgnatResolver,
        WhoHadResolver,
        AccessResolver,
        ServiceAccessResolver,
        PlanPolicyResolver,
        SessionResolver,
        CustomerNetworkResolver,
        UsageResolver,
        CustomerUsageResolver,
        ServiceUsageResolver,
      ],
      [],
      { orphanedTypes: [CustomerView, PlanView, ServiceView] },
    );
  const text = printSchema(schema);
  await app.close();
  for (const part of [
    'type Router ',
    'type Access ',
    'onlineSessions(',
    'connections: [Connection!]!',
    'accessPolicy: AccessPolicy',
  ])
    expect(text).toContain(part);
  for (const type of Object.values(schema.getTypeMap()))
    if (isEnumType(type) && !type.name.startsWith('__'))
      for (const value of type.getValues()) expect(value.description, `${type.name}.${value.name}`).toBeTruthy();
  for (const name of [
    'Router',
    'Access',
    'Session',
    'LoginLine',
    'AccessAction',
    'AddressPool',
    'AddressCell',
    'AddressHistoryLine',
    'AddressSettings',
    'CgnatMap',
    'AddressHolder',
    'AccessPolicy',
    'Connection',
    'Usage',
    'NetworkRecords',
    'TopUser',
  ]) {
    const type = schema.getType(name);
    if (!type || !('getFields' in type)) throw new Error(`${name} is no type`);
    expect(type.description).toBeTruthy();
    for (const field of Object.values(type.getFields())) {
      expect(field.description, `${name}.${field.name}`).toBeTruthy();
      expect(field.name).not.toMatch(/^(password|radiusSecret|secret)$/);
    }
  }
});
