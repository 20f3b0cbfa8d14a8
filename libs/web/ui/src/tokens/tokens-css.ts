import { darkTokens, lightTokens, statusFamilies, type SchemeTokens } from './tokens';

const plain = [
  ['canvas', 'canvas'],
  ['raised', 'raised'],
  ['sunken', 'sunken'],
  ['text', 'text'],
  ['text-2', 'text2'],
  ['muted', 'muted'],
  ['accent', 'accent'],
  ['accent-hover', 'accentHover'],
  ['on-accent', 'onAccent'],
  ['accent-soft', 'accentSoft'],
  ['input-border', 'inputBorder'],
  ['border', 'border'],
  ['focus', 'focus'],
  ['danger', 'danger'],
  ['danger-hover', 'dangerHover'],
  ['on-danger', 'onDanger'],
  ['hover', 'hover'],
  ['overlay', 'overlay'],
] as const satisfies readonly (readonly [string, Exclude<keyof SchemeTokens, 'status' | 'series'>])[];

function declarations(tokens: SchemeTokens, scheme: 'light' | 'dark'): string {
  const lines = [`color-scheme: ${scheme};`, `--dm-scheme: ${scheme};`];
  for (const [name, key] of plain) lines.push(`--dm-${name}: ${tokens[key]};`);
  for (const family of statusFamilies) {
    lines.push(`--dm-${family}-fg: ${tokens.status[family].fg};`, `--dm-${family}-bg: ${tokens.status[family].bg};`);
  }
  tokens.series.forEach((colour, index) => lines.push(`--dm-series-${index + 1}: ${colour};`));
  return lines.map((line) => `  ${line}`).join('\n');
}

/**
 * Static custom properties: nothing is injected at run time, so `style-src 'self'` holds.
 * Until the script has run, the system preference decides; paper is always light.
 */
export function tokensCss(): string {
  const dark = declarations(darkTokens, 'dark');
  const light = declarations(lightTokens, 'light');
  return [
    `:root {\n${light}\n}`,
    `@media (prefers-color-scheme: dark) {\n:root:not([data-mantine-color-scheme='light']) {\n${dark}\n}\n}`,
    `:root[data-mantine-color-scheme='dark'] {\n${dark}\n}`,
    `@media print {\n:root:root:root {\n${light}\n}\n}`,
    '',
  ].join('\n');
}
