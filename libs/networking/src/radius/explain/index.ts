export * from './checks.js';
export * from './explain.js';
export { HIDDEN, type ShownAttribute, shownAttribute } from './shown-attribute.js';
