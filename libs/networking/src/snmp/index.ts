export * from './read-device.js';
export * from './snmp-client.js';
