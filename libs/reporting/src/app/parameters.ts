/** Gathers the values of a statement that is put together from parts; each gets its place-holder. */
export class Parameters {
  private readonly gathered: unknown[] = [];

  /** The place-holder of a value: `$3`. */
  add(value: unknown): string {
    this.gathered.push(value);
    return `$${this.gathered.length}`;
  }

  get values(): readonly unknown[] {
    return this.gathered;
  }
}

/** Conditions that all hold; `true` where there are none. */
export function all(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : conditions.map((condition) => `(${condition})`).join(' AND ');
}
