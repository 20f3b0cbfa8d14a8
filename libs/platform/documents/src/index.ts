export * from './paper.js';
export * from './render-paper.js';
