/** Without the characters that are read wrong from paper or over the phone: 0 O 1 l I. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyz23456789';
const groupLength = 5;

/** Groups of five letters and digits from the generator of the browser, each letter worth five bits: `k3mwp-x7rtq-…`. */
export function generatePassword(groups: number): string {
  const bytes = crypto.getRandomValues(new Uint8Array(groups * groupLength));
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length] ?? '');
  return Array.from({ length: groups }, (_, at) =>
    letters.slice(at * groupLength, (at + 1) * groupLength).join(''),
  ).join('-');
}
