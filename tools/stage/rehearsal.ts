/** Most faults of a rehearsal come from one cause: the first ones tell it. */
const TOLD_FAULTS = 20;

/** What a program takes, for who asked for it or said something else; answers its exit code (EX_USAGE of sysexits.h). */
export function tellUsage(usage: string, args: readonly string[]): number {
  process.stderr.write(`${usage}\n`);
  return args.includes('--help') ? 0 : 64;
}

/** What a rehearsal did and whether everything held, on standard output; answers its exit code. */
export function tellVerdict(done: string, faults: readonly string[], found = faults.length): number {
  for (const fault of faults.slice(0, TOLD_FAULTS)) process.stdout.write(`${fault}\n`);
  process.stdout.write(`${done}: ${found === 0 ? 'everything holds' : `${found} faults`}\n`);
  return found === 0 ? 0 : 1;
}
