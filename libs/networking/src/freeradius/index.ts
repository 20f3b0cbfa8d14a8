export * from './attribute-text.js';
export * from './rest-answer.js';
export * from './rest-desk.js';
export * from './rest-listener.js';
export * from './rest-request.js';
export * from './rendered-login.js';
export * from './sql-value.js';
export * from './settings-file.js';
