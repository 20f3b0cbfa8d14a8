/** Colours of the design brief. `tokens.gen.css` is written from here; the contrast spec reads the same objects. */
export const statusFamilies = ['good', 'info', 'attention', 'bad', 'waiting', 'off'] as const;
export type StatusFamily = (typeof statusFamilies)[number];

export interface StatusColours {
  readonly fg: string;
  readonly bg: string;
}

export interface SchemeTokens {
  readonly canvas: string;
  readonly raised: string;
  readonly sunken: string;
  readonly text: string;
  readonly text2: string;
  readonly muted: string;
  readonly accent: string;
  readonly accentHover: string;
  readonly onAccent: string;
  readonly accentSoft: string;
  readonly inputBorder: string;
  readonly border: string;
  readonly focus: string;
  readonly danger: string;
  readonly dangerHover: string;
  readonly onDanger: string;
  readonly hover: string;
  readonly overlay: string;
  readonly status: Readonly<Record<StatusFamily, StatusColours>>;
  /** Fixed order, told apart by dash and marker too. Download is always the first, upload the second. */
  readonly series: readonly string[];
}

export const lightTokens: SchemeTokens = {
  canvas: '#FFFFFF',
  raised: '#FFFFFF',
  sunken: '#F4F6F8',
  text: '#16202A',
  text2: '#4A5866',
  muted: '#5C6B7A',
  accent: '#00666B',
  accentHover: '#00545A',
  onAccent: '#FFFFFF',
  accentSoft: '#E4F2F2',
  inputBorder: '#7D8A97',
  border: '#DCE2E8',
  focus: '#0B57D0',
  danger: '#A31D2A',
  dangerHover: '#861621',
  onDanger: '#FFFFFF',
  hover: '#ECF0F3',
  overlay: '#16202A80',
  status: {
    good: { fg: '#1A6B3C', bg: '#E7F5EC' },
    info: { fg: '#1D5AA8', bg: '#E8F1FB' },
    attention: { fg: '#7A4B00', bg: '#FFF4DC' },
    bad: { fg: '#A31D2A', bg: '#FDEBEC' },
    waiting: { fg: '#5B3FA0', bg: '#F1EDFB' },
    off: { fg: '#4A5866', bg: '#ECEFF2' },
  },
  series: ['#0B6BB5', '#B4520A', '#007D61', '#9A3F86', '#7D6A00', '#5B3FA0', '#A31D2A', '#4A5866'],
};

export const darkTokens: SchemeTokens = {
  canvas: '#12181E',
  raised: '#1A2129',
  sunken: '#0D1217',
  text: '#E6EBF0',
  text2: '#A9B5C1',
  muted: '#8F9CA9',
  accent: '#4FC3C7',
  accentHover: '#7AD5D8',
  onAccent: '#062022',
  accentSoft: '#12302F',
  inputBorder: '#6B7885',
  border: '#2B353F',
  focus: '#8AB4FF',
  danger: '#FF9AA2',
  dangerHover: '#FFB6BC',
  onDanger: '#2B0508',
  hover: '#232C35',
  overlay: '#05080BB3',
  status: {
    good: { fg: '#7ED9A0', bg: '#13291C' },
    info: { fg: '#8FBDF5', bg: '#14243A' },
    attention: { fg: '#F0C264', bg: '#2F240C' },
    bad: { fg: '#FF9AA2', bg: '#361519' },
    waiting: { fg: '#C3B0F7', bg: '#221A3A' },
    off: { fg: '#A9B5C1', bg: '#232C35' },
  },
  series: ['#6DB7F2', '#F2A65A', '#5AD1AE', '#E59AD2', '#D9C552', '#C3B0F7', '#FF9AA2', '#A9B5C1'],
};
