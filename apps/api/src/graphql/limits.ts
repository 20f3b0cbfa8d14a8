import { type ASTVisitor, GraphQLError, Kind, type SelectionSetNode, type ValidationContext, type ValidationRule } from 'graphql';

/** What one request may ask for. Over any of these it is refused before a resolver runs. */
export const LIMITS = { depth: 10, aliases: 30, rootFields: 20, directives: 50, tokens: 5_000, cost: 20_000, bodyBytes: 262_144, fileBytes: 12_582_912 };

/**
 * Refuses operations that are too deep or have too many aliases, root fields or directives, with fragments counted at each
 * place where they are spread. Fragments in a circle are refused by a rule of the specification.
 */
export const withinLimits: ValidationRule = (context: ValidationContext): ASTVisitor => {
  const measured = new Map<string, Size>();
  const sizeOf = (selections: SelectionSetNode): Size => {
    const size: Size = { depth: 0, aliases: 0, directives: 0, fields: 0 };
    for (const node of selections.selections) {
      // The questions about the schema itself go deeper than any other; who may ask them is decided elsewhere.
      if (node.kind === Kind.FIELD && node.name.value.startsWith('__')) continue;
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? sizeOfFragment(node.name.value) : node.selectionSet ? sizeOf(node.selectionSet) : EMPTY;
      const isField = node.kind === Kind.FIELD;
      size.depth = Math.max(size.depth, inner.depth + (isField ? 1 : 0));
      size.aliases += inner.aliases + (isField && node.alias ? 1 : 0);
      size.directives += inner.directives + (node.directives?.length ?? 0);
      size.fields += isField ? 1 : inner.fields;
    }
    return size;
  };
  const sizeOfFragment = (name: string): Size => {
    const known = measured.get(name);
    if (known) return known;
    measured.set(name, EMPTY);
    const fragment = context.getFragment(name);
    const size = fragment ? sizeOf(fragment.selectionSet) : EMPTY;
    measured.set(name, size);
    return size;
  };
  const refuse = (what: string, limit: number): void =>
    context.reportError(new GraphQLError(`The query has too many ${what} (at most ${limit}). Ask in smaller steps.`, { extensions: { limit } }));
  return {
    OperationDefinition: (node) => {
      const size = sizeOf(node.selectionSet);
      if (size.depth > LIMITS.depth) refuse('levels', LIMITS.depth);
      if (size.aliases > LIMITS.aliases) refuse('aliases', LIMITS.aliases);
      if (size.fields > LIMITS.rootFields) refuse('root fields', LIMITS.rootFields);
      if (size.directives > LIMITS.directives) refuse('directives', LIMITS.directives);
    },
  };
};

interface Size {
  depth: number;
  aliases: number;
  directives: number;
  /** At this level, with those that fragments bring. */
  fields: number;
}

const EMPTY: Readonly<Size> = { depth: 0, aliases: 0, directives: 0, fields: 0 };
