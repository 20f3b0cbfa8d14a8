/** What a process of the product does: one program, three roles, so that one cannot take another down. */
export type Role = 'http' | 'worker' | 'radius' | 'cli';

export function parseRole(args: readonly string[]): Exclude<Role, 'cli'> {
  const given = args[args.indexOf('--role') + 1];
  if (args.includes('--role') && (given === 'http' || given === 'worker' || given === 'radius')) return given;
  throw new Error('say which role: --role http, --role worker or --role radius');
}
