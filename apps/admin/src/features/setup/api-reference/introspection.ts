/** Asks for names, types and descriptions, not deeper than the limits of the API allow. */
export const introspectionQuery = `query SchemaReference {
  __schema {
    queryType { name }
    mutationType { name }
    types {
      kind name description
      fields(includeDeprecated: true) { name description deprecationReason type { ...Ref } args { name description defaultValue type { ...Ref } } }
      inputFields { name description defaultValue type { ...Ref } }
      enumValues(includeDeprecated: true) { name description }
    }
  }
}
fragment Ref on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }`;

export interface TypeRef {
  readonly kind: string;
  readonly name: string | null;
  readonly ofType?: TypeRef | null;
}

export interface ValueEntry {
  readonly name: string;
  readonly description: string | null;
  readonly defaultValue?: string | null;
  readonly type: TypeRef;
}

export interface FieldEntry extends ValueEntry {
  readonly deprecationReason: string | null;
  readonly args: readonly ValueEntry[];
}

export interface TypeEntry {
  readonly kind: string;
  readonly name: string;
  readonly description: string | null;
  readonly fields: readonly FieldEntry[] | null;
  readonly inputFields: readonly ValueEntry[] | null;
  readonly enumValues: readonly { readonly name: string; readonly description: string | null }[] | null;
}

interface Introspected {
  readonly data: { readonly __schema: { readonly types: readonly TypeEntry[] } };
}

/** The answer of the introspection above, whose shape the GraphQL specification fixes (October 2021, section 4.2). */
export function readSchema(raw: unknown): readonly TypeEntry[] {
  if (!isIntrospected(raw)) return [];
  return raw.data.__schema.types.filter(({ name }) => !name.startsWith('__'));
}

function isIntrospected(raw: unknown): raw is Introspected {
  if (typeof raw !== 'object' || raw === null || !('data' in raw)) return false;
  const { data } = raw;
  return typeof data === 'object' && data !== null && '__schema' in data;
}

/** `[Customer!]!` */
export function typeText(type: TypeRef): string {
  if (type.kind === 'NON_NULL' && type.ofType) return `${typeText(type.ofType)}!`;
  if (type.kind === 'LIST' && type.ofType) return `[${typeText(type.ofType)}]`;
  return type.name ?? '';
}

/** The type under lists and "not null". */
export function namedType(type: TypeRef): string {
  return type.ofType ? namedType(type.ofType) : (type.name ?? '');
}

export interface SchemaHit {
  readonly kind: 'query' | 'mutation' | 'type';
  readonly name: string;
  readonly description: string;
  /** Fields, arguments or values in which the words were found, when not in the name itself. */
  readonly inside: readonly string[];
}

/** Operations first, then types; each word must be in the name, the description or one of the fields. */
export function searchSchema(types: readonly TypeEntry[], text: string): readonly SchemaHit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const operations = types.flatMap((type) =>
    type.name === 'Query' || type.name === 'Mutation'
      ? (type.fields ?? []).map((field) => ({
          kind: type.name === 'Query' ? ('query' as const) : ('mutation' as const),
          name: field.name,
          description: field.description ?? '',
          parts: field.args.map(({ name }) => name),
        }))
      : [],
  );
  const others = types
    .filter(({ name, kind }) => name !== 'Query' && name !== 'Mutation' && kind !== 'SCALAR')
    .map((type) => ({
      kind: 'type' as const,
      name: type.name,
      description: type.description ?? '',
      parts: [...(type.fields ?? []), ...(type.inputFields ?? []), ...(type.enumValues ?? [])].map(({ name }) => name),
    }));
  const matches = (value: string) => words.some((word) => value.toLowerCase().includes(word));
  return [...operations, ...others]
    .filter(({ name, description, parts }) => {
      const whole = `${name} ${description} ${parts.join(' ')}`.toLowerCase();
      return words.every((word) => whole.includes(word));
    })
    .map(({ kind, name, description, parts }) => ({
      kind,
      name,
      description,
      inside: words.length === 0 ? [] : parts.filter(matches),
    }))
    .sort((one, other) => rank(one, words) - rank(other, words));
}

function rank(hit: SchemaHit, words: readonly string[]): number {
  const inName = words.length > 0 && words.every((word) => hit.name.toLowerCase().includes(word));
  return (inName ? 0 : 10) + { query: 0, mutation: 1, type: 2 }[hit.kind];
}
