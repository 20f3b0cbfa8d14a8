import { type ASTVisitor, GraphQLError, type ValidationContext, type ValidationRule } from 'graphql';

/** What one request may ask for. Over any of these it is refused before a resolver runs. */
export const LIMITS = { depth: 10, aliases: 30, rootFields: 20, directives: 50, tokens: 5_000, cost: 20_000, bodyBytes: 262_144 };

/** Refuses operations that are too deep or have too many aliases, root fields or directives. */
export const withinLimits: ValidationRule = (context: ValidationContext): ASTVisitor => {
  let depth = 0;
  let aliases = 0;
  let directives = 0;
  const refuse = (what: string, limit: number): void =>
    context.reportError(
      new GraphQLError(`The query has too many ${what} (at most ${limit}). Ask in smaller steps.`, { extensions: { code: 'QUERY_TOO_LARGE' } }),
    );
  return {
    Field: {
      enter: (node) => {
        if (node.name.value.startsWith('__')) return;
        if (node.alias && ++aliases === LIMITS.aliases + 1) refuse('aliases', LIMITS.aliases);
        depth += 1;
        if (depth === LIMITS.depth + 1) refuse('levels', LIMITS.depth);
      },
      leave: (node) => {
        if (!node.name.value.startsWith('__')) depth -= 1;
      },
    },
    Directive: () => {
      directives += 1;
      if (directives === LIMITS.directives + 1) refuse('directives', LIMITS.directives);
    },
    OperationDefinition: (node) => {
      if (node.selectionSet.selections.length > LIMITS.rootFields) refuse('root fields', LIMITS.rootFields);
    },
  };
};
