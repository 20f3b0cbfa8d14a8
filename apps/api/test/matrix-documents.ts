import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isObjectType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

/** Ids by what they name: `customerId`, `invoiceId`. */
export type Ids = Readonly<Record<string, string>>;

export interface Operation {
  readonly kind: 'query' | 'mutation';
  readonly name: string;
  readonly field: GraphQLField<unknown, unknown>;
}

/** An operation ready to be sent. */
export interface Document {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What an id argument called `id` names, where it is not the operation's own name. */
const NAMED_BY_ID: Readonly<Record<string, string>> = {
  billingRun: 'runId',
  suspensionBatch: 'batchId',
  staffMember: 'staffId',
};

const BY_NAME: Readonly<Record<string, unknown>> = {
  email: 'somebody@staff.example',
  prefix: '10.9.0.0/24',
  sources: ['127.0.0.9'],
  currency: 'EUR',
  country: 'DE',
  locale: 'en',
  timeZone: 'Europe/Berlin',
  planHash: '0'.repeat(64),
  jobId: '00000000-0000-7000-8000-00000000ffff',
  webhookSecrets: ['whsec_matrix0001'],
  secretKey: 'sk_test_matrix',
  password: 'meadow copper lantern drift',
  currentPassword: 'not the password at all',
  newPassword: 'quarry violet saddle north',
  downloadKbps: 1000,
  uploadKbps: 1000,
  held: 1_000_000,
  windowMinutes: 10,
  atLeast: 20,
  time: '19:00',
  file: Buffer.from('/ip firewall filter').toString('base64'),
  atLimit: { blocks: true },
  attributes: ['dueDays'],
};

export function operationsOf(schema: GraphQLSchema): Operation[] {
  const of = (kind: Operation['kind'], fields: Record<string, GraphQLField<unknown, unknown>> = {}): Operation[] =>
    Object.values(fields).map((field) => ({ kind, name: field.name, field }));
  return [...of('query', schema.getQueryType()?.getFields()), ...of('mutation', schema.getMutationType()?.getFields())];
}

/** Every id that the operation can be given, as `customerId`, required or not. */
export function idsIn(operation: Operation): string[] {
  const found = operation.field.args.flatMap((argument) => idNames(operation, argument.name, argument.type, 0));
  return [...new Set(found)];
}

/** The operation with valid arguments; optional ones only where they are ids in `ids` that `also` names. */
export function documentOf(operation: Operation, ids: Ids, also: readonly string[] = [], isDeep = false): Document {
  const taken = operation.field.args.filter(
    (argument) => isRequiredArgument(argument) || reaches(operation, argument, also),
  );
  const variables = Object.fromEntries(
    taken.map((argument) => [argument.name, valueOf(operation, argument.name, argument.type, ids, also)]),
  );
  const declared = taken.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const given = taken.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  return {
    query: `${operation.kind}${declared === '' ? '' : `(${declared})`} { ${operation.name}${given === '' ? '' : `(${given})`}${selectionOf(operation, isDeep)} }`,
    variables,
  };
}

function selectionOf({ field }: Operation, isDeep: boolean): string {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return '';
  if (!isDeep || !isObjectType(type)) return ' { __typename }';
  const leaves = Object.values(type.getFields()).filter(
    (one) => isLeafType(getNamedType(one.type)) && one.args.length === 0,
  );
  const rows = type.getFields()['nodes'];
  const rowType = rows ? getNamedType(rows.type) : undefined;
  const inner = isObjectType(rowType)
    ? ` nodes { __typename ${Object.values(rowType.getFields()).some((one) => one.name === 'id') ? 'id' : ''} }`
    : '';
  return ` { __typename ${leaves
    .map((one) => one.name)
    .filter((name) => name !== 'totalCount')
    .join(' ')}${inner} }`;
}

function idNames(operation: Operation, name: string, type: GraphQLInputType, depth: number): string[] {
  const named = getNamedType(type);
  if (isInputObjectType(named) && depth < 3) {
    return Object.values(named.getFields()).flatMap((field) => idNames(operation, field.name, field.type, depth + 1));
  }
  return named.name === 'RecordId' ? [idName(operation, name)] : [];
}

function idName(operation: Operation, name: string): string {
  if (name === 'id') return NAMED_BY_ID[operation.name] ?? `${operation.name}Id`;
  return name.endsWith('Ids') ? name.slice(0, -1) : name;
}

function reaches(operation: Operation, argument: GraphQLArgument, also: readonly string[]): boolean {
  return idNames(operation, argument.name, argument.type, 0).some((name) => also.includes(name));
}

function valueOf(
  operation: Operation,
  name: string,
  type: GraphQLInputType,
  ids: Ids,
  also: readonly string[],
): unknown {
  const bare = getNullableType(type);
  if (operation.name === 'report' && name === 'id') return 'open-invoices';
  if (name in BY_NAME) return BY_NAME[name];
  if (isListType(bare)) return [valueOf(operation, name, bare.ofType as GraphQLInputType, ids, also)];
  if (isEnumType(bare)) return bare.getValues()[0]?.name;
  if (isInputObjectType(bare)) {
    const fields = Object.values(bare.getFields()).filter(
      (field) =>
        isRequiredInputField(field) || idNames(operation, field.name, field.type, 1).some((id) => also.includes(id)),
    );
    return Object.fromEntries(
      fields.map((field) => [field.name, valueOf(operation, field.name, field.type, ids, also)]),
    );
  }
  const named = getNamedType(bare).name;
  if (name === 'revision') return Number(ids['revision'] ?? 1);
  if (named === 'RecordId') return ids[idName(operation, name)] ?? ids['missing'];
  return SCALARS[named];
}

const SCALARS: Readonly<Record<string, unknown>> = {
  String: 'matrix text',
  Int: 1,
  Boolean: false,
  Decimal: '1',
  LocalDate: '2026-03-20',
  Instant: '2026-03-20T08:00:00Z',
  BigInt: '1',
  Json: {},
};
