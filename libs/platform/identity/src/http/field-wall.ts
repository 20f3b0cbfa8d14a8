import { Injectable } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, ModuleRef } from '@nestjs/core';
import type { RequestWithCall } from '@demarc/graphql';
import {
  defaultFieldResolver,
  type GraphQLFieldResolver,
  GraphQLInterfaceType,
  GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { pass } from './route-wall.js';
import { routesOf } from './routes.js';

type Resolve = GraphQLFieldResolver<unknown, { req: RequestWithCall }>;

/**
 * The first wall for fields that a resolver adds to a type. It stands in the schema's own resolve functions: a guard of the
 * framework for each field of each row would cost more than the rows.
 */
@Injectable()
export class FieldWall {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly modules: ModuleRef,
  ) {}

  wrap(schema: GraphQLSchema): GraphQLSchema {
    for (const { kind, route, declaration } of routesOf(this.discovery, this.scanner)) {
      if (kind !== 'field' || !declaration || declaration.kind === 'public') continue;
      const [typeName = '', fieldName = ''] = route.split('.');
      const type = schema.getType(typeName);
      if (!(type instanceof GraphQLObjectType || type instanceof GraphQLInterfaceType)) continue;
      const field = type.getFields()[fieldName];
      if (!field) continue;
      const resolve: Resolve = field.resolve ?? defaultFieldResolver;
      const walled: Resolve = (source, args, context, info) => {
        pass(declaration, context.req.call.actor, this.modules);
        return resolve(source, args, context, info);
      };
      field.resolve = walled;
    }
    return schema;
  }
}
