export interface RouterVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
  /** `alpha`, `beta` and `rc` come before the release they lead to. */
  readonly stage: 'alpha' | 'beta' | 'rc' | 'release';
  readonly stageNumber: number;
  readonly text: string;
}

const STAGES = ['alpha', 'beta', 'rc', 'release'] as const;
const VERSION = /^(\d+)\.(\d+)(?:\.(\d+))?(?:(alpha|beta|rc)(\d+)?)?\b/;

/** `6.49.10`, `7.1rc2`, and as /system/resource prints it: `7.18.2 (stable)`. */
export function parseVersion(text: string): RouterVersion | undefined {
  const match = VERSION.exec(text.trim());
  if (!match) return undefined;
  return {
    major: Number(match[1]),
    minor: Number(match[2]),
    patch: Number(match[3] ?? 0),
    stage: STAGES.find((stage) => stage === match[4]) ?? 'release',
    stageNumber: Number(match[5] ?? 0),
    text: match[0],
  };
}

/** Below zero when `a` is the older one. */
export function compareVersions(a: RouterVersion, b: RouterVersion): number {
  return (
    a.major - b.major ||
    a.minor - b.minor ||
    a.patch - b.patch ||
    STAGES.indexOf(a.stage) - STAGES.indexOf(b.stage) ||
    a.stageNumber - b.stageNumber
  );
}

export function atLeast(version: RouterVersion, text: string): boolean {
  const wanted = parseVersion(text);
  return wanted !== undefined && compareVersions(version, wanted) >= 0;
}
