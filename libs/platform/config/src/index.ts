export * from './config.module.js';
export { type Cell, CellDirectory, CellsFault } from './cell-directory.js';
export * from './settings.js';
