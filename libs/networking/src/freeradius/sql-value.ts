const MARKED = /^['"`]|\\/;

/**
 * A value as rlm_sql takes it. What begins and ends with a quotation mark it would unquote, and between backquotes even run as a
 * command, and backslashes it would read: such a value is put between marks of its own.
 */
export function sqlValue(value: string): string {
  return MARKED.test(value) ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'` : value;
}

/** Characters that rlm_sql leaves as they are in a name; the membership query knows no other way to escape. */
const SAFE = /[^@A-Za-z0-9.\-_: /]/u;

/** The names under which the membership of a login is looked up: as it is, and as rlm_sql writes it. */
export function membershipNames(username: string): readonly string[] {
  if (!SAFE.test(username)) return [username];
  const escaped = [...Buffer.from(username)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return byte < 128 && !SAFE.test(character) ? character : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    })
    .join('');
  return [username, escaped];
}
