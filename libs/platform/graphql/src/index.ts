export * from './current-call.js';
export * from './money.view.js';
export * from './page.js';
export * from './scalars.js';
