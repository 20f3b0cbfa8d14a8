/**
 * Unicode case folding (Unicode 3.13, full folding): "Straße" and "STRASSE" are one. Upper then lower case does it,
 * but for the final sigma and the dotless i.
 */
export function foldCase(text: string): string {
  return text
    .split('ı')
    .map((part) => part.toUpperCase().toLowerCase())
    .join('ı')
    .replaceAll('ς', 'σ');
}
