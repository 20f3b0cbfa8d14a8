export * from './check-template.js';
export { compileTemplate, type CompiledTemplate } from './compile-template.js';
export { defaultTemplate } from './default-templates.js';
export * from './render-reply.js';
export * from './reply-subject.js';
export * from './reply-template.js';
export * from './reply-templates.js';
export * from './variable.js';
export { FACTS, FIELD_OWNERS, isCustomField, isFact, readerOf, VARIABLES } from './variables.js';
