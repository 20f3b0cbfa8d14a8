export * from './actors.js';
export * from './cuttable-proxy.js';
export * from './cuttable-udp-proxy.js';
export * from './platform-migrations.js';
export * from './second-server.js';
export * from './test-database.js';
export * from './world.js';
