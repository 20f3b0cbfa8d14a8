import { hash } from 'node:crypto';
import pg from 'pg';

/** A text that comes round this often in a pool is worth a plan that is kept (pgjdbc's `prepareThreshold`, less two). */
const WORTH_KEEPING = 3;
/** Each kept plan costs every connection some memory; beyond this many, texts are planned each time. */
const MOST_KEPT = 500;
/** Texts made for one occasion are forgotten again. */
const MOST_COUNTED = 5_000;

/** Which SQL texts are prepared by the connections that share these names. */
export class StatementNames {
  private readonly names = new Map<string, string>();
  private uses = new Map<string, number>();

  /** The name of a text that has come round often enough; undefined while it has not. */
  nameOf(text: string): string | undefined {
    const known = this.names.get(text);
    if (known !== undefined || this.names.size >= MOST_KEPT) return known;
    const uses = (this.uses.get(text) ?? 0) + 1;
    if (uses < WORTH_KEEPING) {
      if (this.uses.size >= MOST_COUNTED) this.uses = new Map();
      this.uses.set(text, uses);
      return undefined;
    }
    this.uses.delete(text);
    const name = hash('sha1', text);
    this.names.set(text, name);
    return name;
  }
}

/** A pool hands its settings to each of its connections, and with them the names that they share. */
export interface PreparingConfig extends pg.ClientConfig {
  readonly statementNames?: StatementNames;
}

type AnyQuery = (...input: unknown[]) => unknown;

/**
 * A connection that prepares what is asked again and again: most statements here take longer to parse and plan, row security
 * included, than to run. A text that comes with values is a single statement; with an empty list of them it may be several (pg-boss sends such). PostgreSQL itself
 * goes on planning for the values where that is cheaper (`plan_cache_mode = auto`).
 */
export class PreparingClient extends pg.Client {
  constructor(config: PreparingConfig = {}) {
    super(config);
    const names = config.statementNames ?? new StatementNames();
    const plain = this.query.bind(this) as AnyQuery;
    const prepare: AnyQuery = (text, values, ...rest) => {
      if (typeof text !== 'string' || !Array.isArray(values) || mayBeSeveral(text, values))
        return plain(text, values, ...rest);
      const name = names.nameOf(text);
      return name === undefined ? plain(text, values, ...rest) : plain({ name, text, values }, ...rest);
    };
    this.query = prepare as typeof this.query;
  }
}

/** Only a text without values can hold several statements, and PostgreSQL prepares none that does. */
function mayBeSeveral(text: string, values: readonly unknown[]): boolean {
  return values.length === 0 && text.includes(';');
}
