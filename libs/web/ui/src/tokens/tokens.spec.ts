import { describe, expect, it } from 'vitest';
import { contrastRatio } from './contrast';
import { darkTokens, lightTokens, statusFamilies } from './tokens';
import { tokensCss } from './tokens-css';

describe('contrast', () => {
  it('follows the WCAG formula at its ends', () => {
    expect(contrastRatio('#000000', '#FFFFFF')).toBeCloseTo(21, 5);
    expect(contrastRatio('#777777', '#FFFFFF')).toBeCloseTo(4.48, 2);
  });
});

describe.each([
  ['light', lightTokens],
  ['dark', darkTokens],
] as const)('%s tokens', (_, tokens) => {
  const surfaces = [tokens.canvas, tokens.raised, tokens.sunken];

  it('keeps all text at 4.5:1 on every surface', () => {
    for (const surface of surfaces) {
      for (const text of [tokens.text, tokens.text2, tokens.muted, tokens.accent, tokens.danger]) {
        expect(contrastRatio(text, surface), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
      }
    }
    for (const text of [tokens.text, tokens.text2, tokens.accent]) {
      expect(contrastRatio(text, tokens.hover), `${text} on hover`).toBeGreaterThanOrEqual(4.5);
      expect(contrastRatio(text, tokens.accentSoft), `${text} on accent soft`).toBeGreaterThanOrEqual(4.5);
    }
  });

  it('keeps text on filled controls at 4.5:1, hovered too', () => {
    for (const fill of [tokens.accent, tokens.accentHover]) {
      expect(contrastRatio(tokens.onAccent, fill)).toBeGreaterThanOrEqual(4.5);
    }
    for (const fill of [tokens.danger, tokens.dangerHover]) {
      expect(contrastRatio(tokens.onDanger, fill)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it.each(statusFamilies)('keeps the word of a "%s" status at 4.5:1', (family) => {
    const { fg, bg } = tokens.status[family];
    expect(contrastRatio(fg, bg)).toBeGreaterThanOrEqual(4.5);
    for (const surface of surfaces) expect(contrastRatio(fg, surface)).toBeGreaterThanOrEqual(4.5);
  });

  it('keeps control borders, the focus ring and chart series at 3:1', () => {
    for (const part of [tokens.inputBorder, tokens.focus, ...tokens.series]) {
      for (const surface of [tokens.canvas, tokens.raised]) {
        expect(contrastRatio(part, surface), `${part} on ${surface}`).toBeGreaterThanOrEqual(3);
      }
    }
  });
});

it('the published ratios of the brief hold', () => {
  expect(contrastRatio(lightTokens.text, lightTokens.canvas)).toBeCloseTo(16.5, 0);
  expect(contrastRatio(lightTokens.onAccent, lightTokens.accent)).toBeCloseTo(6.8, 0);
  expect(contrastRatio(darkTokens.accent, darkTokens.canvas)).toBeCloseTo(8.5, 0);
});

it('the style sheet is the one that these tokens make', async () => {
  await expect(tokensCss()).toMatchFileSnapshot('./tokens.gen.css');
});
