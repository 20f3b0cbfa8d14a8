import { contentHash, Refusal } from '@demarc/kernel';
import type { Sql } from '@demarc/persistence';

interface StoredAnswer {
  input_hash: string;
  output: { value: unknown } | null;
}

/**
 * Claims a key for this command, or answers what was stored for it. A second call that arrives while the first is at work
 * waits for its commit (unique index), then gets the stored answer.
 */
export async function claimKey(sql: Sql, command: string, key: string, input: object, at: Date): Promise<{ stored: unknown } | undefined> {
  const inputHash = contentHash(input);
  const claimed = await sql.execute(
    `INSERT INTO platform.idempotency_key (command, key, input_hash, created_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (command, key) DO NOTHING`,
    [command, key, inputHash, at],
  );
  if (claimed === 1) return undefined;
  const row = await sql.first<StoredAnswer>('SELECT input_hash, output FROM platform.idempotency_key WHERE command = $1 AND key = $2', [command, key]);
  if (!row?.output) throw new Refusal('conflict', 'TRY_AGAIN', 'The same request is being carried out. Try again in a moment.');
  if (row.input_hash !== inputHash) {
    throw new Refusal('conflict', 'KEY_REUSED', 'This idempotency key was used before with another input. Use a new key.');
  }
  return { stored: row.output.value };
}

export async function storeAnswer(sql: Sql, command: string, key: string, output: unknown): Promise<void> {
  await sql.execute('UPDATE platform.idempotency_key SET output = $3 WHERE command = $1 AND key = $2', [
    command,
    key,
    JSON.stringify({ value: output ?? null }),
  ]);
}
