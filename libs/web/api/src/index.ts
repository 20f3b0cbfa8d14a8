export { graphql, readFragment, type FragmentOf, type ResultOf, type VariablesOf } from './graphql.js';
