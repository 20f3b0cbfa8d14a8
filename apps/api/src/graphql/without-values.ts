/** What is said about a value without saying the value. */
const REASONS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [/Field "\w+" of required type "[^"]+" was not provided\./, ([all]) => all],
  [/Field "\w+" is not defined by type "\w+"\./, ([all]) => all],
  [/does not exist in "(\w+)" enum/, ([, name]) => `One of the values of "${name}" is expected.`],
  [/Expected (?:non-nullable )?type "([^"]+)"/, ([, name]) => `A value of type "${name}" is expected.`],
  [/Expected value of type "([^"]+)"/, ([, name]) => `A value of type "${name}" is expected.`],
  [/Enum "(\w+)" cannot represent/, ([, name]) => `One of the values of "${name}" is expected.`],
  [/(\w+) cannot represent/, ([, name]) => `A value of type "${name}" is expected.`],
];

/**
 * GraphQL’s words about a value that does not fit repeat the value, and all that was given beside it: a password next to a
 * wrong id. An answer is kept in more places than a request, so it names the place and what is expected there, no more.
 */
export function withoutValues(message: string): string {
  if (message.startsWith('Syntax Error:')) return message.replace(/(found|Unexpected) (\w+) ".*"/s, '$1 $2');
  const variable = /^Variable "(\$\w+)" got invalid value /.exec(message)?.[1];
  const repeats = variable !== undefined || / cannot represent |^Expected value of type |^Value .* enum/s.test(message);
  if (!repeats) return message;
  const reason = REASONS.flatMap(([pattern, say]) => {
    const match = pattern.exec(message);
    return match ? [say(match)] : [];
  })[0];
  const place = [...message.matchAll(/ at "([\w.[\]]+)";/g)].at(-1)?.[1] ?? variable;
  const where = place === undefined ? 'A value does not fit.' : `The value of "${place}" does not fit.`;
  return reason === undefined ? where : `${where} ${reason}`;
}
