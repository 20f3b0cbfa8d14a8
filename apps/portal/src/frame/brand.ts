/** Until the provider's own name has been read. */
export const PRODUCT = 'Demarc';
