export * from './own-certificates.js';
export * from './peer-certificate.js';
export * from './own-revocation-list.js';
export * from './recognise.js';
export * from './revocation-list.js';
export * from './revocation.js';
export type { ReverseRequest } from './reverse-requests.js';
export type { TlsConnection } from './tls-connection.js';
export * from './tls-listener.js';
