import { createTheme, type MantineColorsTuple } from '@mantine/core';

const one = 'var(--dm-accent)';
const accent: MantineColorsTuple = [one, one, one, one, one, one, one, one, one, one];

/** Colours come from `tokens.gen.css` through `mantine-variables.css`; the theme only names them. */
export const mantineTheme = createTheme({
  primaryColor: 'accent',
  colors: { accent },
  fontFamily: 'var(--dm-font)',
  fontFamilyMonospace: 'var(--dm-font-mono)',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  activeClassName: '',
});
