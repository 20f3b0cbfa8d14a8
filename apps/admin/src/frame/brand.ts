export const BRAND = 'Demarc';
