export * from './own-certificates.js';
export * from './peer-certificate.js';
export * from './recognise.js';
export type { ReverseRequest } from './reverse-requests.js';
export type { TlsConnection } from './tls-connection.js';
export * from './tls-listener.js';
