export * from './draw-paper.js';
export * from './paper.js';
export * from './paper-markup.js';
export * from './parse-markup.js';
export * from './read-image.js';
export * from './render-paper.js';
export * from './render-template.js';
