/** How many random lives a law is tried on: as many as it says, and in a long run (`LIVES=2000`) at least that. */
export function tries(usual: number): { readonly numRuns: number } {
  return { numRuns: Math.max(usual, Number(process.env['LIVES'] ?? 0)) };
}
