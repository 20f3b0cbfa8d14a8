export { credentialsFileOf } from './credentials.js';
export { dropDatabase, ensureDatabase, ensureServiceRole, OWNER_ROLE, SERVICE_ROLE } from './roles.js';
export { PostgresStartError } from './postgres-start-error.js';
export { startPostgres, type PostgresServer, type StartPostgresOptions } from './start-postgres.js';
export { identityIsAlive, processIdentity, processIsAlive } from './process-life.js';
export { tryProcessLock, type LockAnswer, type ProcessLock } from './process-lock.js';
